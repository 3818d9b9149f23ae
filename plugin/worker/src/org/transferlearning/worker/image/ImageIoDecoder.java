// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import java.io.IOException;

/** Decodes PNG, BMP, TIFF and the first frame of GIF with the JDK's readers, without their color conversions. */
final class ImageIoDecoder implements Decoder {

    private final Format m_format;

    private final byte[] m_bytes;

    private final ByteStream m_stream;

    private final javax.imageio.ImageReader m_reader;

    private GifScreen m_screen;

    ImageIoDecoder(final Format format, final byte[] bytes) {
        m_format = format;
        m_bytes = bytes;
        m_stream = new ByteStream(bytes);
        m_reader = format.newReader();
        // metadata are not always well-formed; only a GIF's are needed, for the position of its frame
        m_reader.setInput(m_stream, format != Format.GIF, format != Format.GIF);
    }

    @Override
    public int width() throws IOException {
        return m_format == Format.GIF ? screen().width() : m_reader.getWidth(0);
    }

    @Override
    public int height() throws IOException {
        return m_format == Format.GIF ? screen().height() : m_reader.getHeight(0);
    }

    private GifScreen screen() throws IOException {
        if (m_screen == null) {
            m_screen = GifScreen.of(m_bytes, m_reader);
        }
        return m_screen;
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
        return m_format == Format.GIF ? screen().place(pixels, image) : pixels;
    }

    @Override
    public boolean isTruncated() {
        return m_stream.isExhausted();
    }

    @Override
    public void close() {
        m_reader.dispose();
    }
}
