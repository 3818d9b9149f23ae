// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import java.io.IOException;
import java.util.Locale;

import javax.imageio.ImageIO;

/** Decodes PNG, BMP, TIFF and the first frame of GIF with the JDK's readers, without their color conversions. */
final class ImageIoDecoder implements Decoder {

    private final javax.imageio.ImageReader m_reader;

    private final GifScreen m_screen;

    ImageIoDecoder(final Format format, final byte[] bytes) throws IOException {
        final boolean isGif = format == Format.GIF;
        m_reader = ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT)).next();
        // metadata are not always well-formed; only a GIF's are needed, for the position of its frame
        m_reader.setInput(new ByteStream(bytes), !isGif, !isGif);
        m_screen = isGif ? GifScreen.of(bytes, m_reader) : null;
    }

    @Override
    public int width() throws IOException {
        return m_screen == null ? m_reader.getWidth(0) : m_screen.width();
    }

    @Override
    public int height() throws IOException {
        return m_screen == null ? m_reader.getHeight(0) : m_screen.height();
    }

    @Override
    public long memory() throws IOException {
        final var types = m_reader.getImageTypes(0);
        final int bits = types.hasNext() ? types.next().getColorModel().getPixelSize() : 32;
        return (long)width() * height() * ((bits + 7) / 8 + 3);
    }

    @Override
    public Pixels decode() throws IOException, ImageException {
        final var image = m_reader.read(0);
        final var pixels = PixelConverter.toRgb(image);
        return m_screen == null ? pixels : m_screen.place(pixels, image);
    }

    @Override
    public void close() {
        m_reader.dispose();
    }
}
