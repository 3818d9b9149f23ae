// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;

/**
 * Decodes JPEG with the JDK's libjpeg up to the channels of the file; the colors are converted here. The JDK's own
 * conversion guesses the color space differently from libjpeg (JPEG without a JFIF marker), applies embedded profiles
 * and refuses CMYK.
 */
final class JpegDecoder implements Decoder {

    private final JpegHeader m_header;

    private final ByteStream m_stream;

    JpegDecoder(final byte[] bytes) throws ImageException {
        m_header = new JpegHeader(bytes);
        m_stream = new ByteStream(m_header.withoutMetadata());
    }

    @Override
    public int width() {
        return m_header.width();
    }

    @Override
    public int height() {
        return m_header.height();
    }

    @Override
    public long memory() {
        // three and four channels are converted in place
        return (long)width() * height() * Math.max(4, m_header.channels());
    }

    @Override
    public Pixels decode() throws IOException, ImageException {
        final int channels = m_header.channels();
        if (channels == 2 || channels > 4) {
            throw new ImageException("JPEG with " + channels + " channels");
        }
        final var raster = readChannels();
        if (raster.getWidth() != width() || raster.getHeight() != height() || raster.getNumBands() != channels) {
            throw new ImageException("broken JPEG");
        }
        final byte[] data = ((DataBufferByte)raster.getDataBuffer()).getData();
        final int count = width() * height();
        if (channels == 1) {
            return new Pixels(width(), height(), Colors.grayToRgb(data, count));
        }
        if (m_header.isLuminanceChrominance()) {
            Colors.luminanceToRgb(data, count, channels);
        }
        if (channels == 4) {
            // Adobe stores complements, 255 for no ink; but what comes out of Y, Cb, Cr are the inks themselves
            Colors.inksToRgb(data, count, m_header.isLuminanceChrominance());
        }
        return new Pixels(width(), height(), data);
    }

    private Raster readChannels() throws IOException {
        final var reader = Format.JPEG.newReader();
        try {
            reader.setInput(m_stream, true, true);
            return reader.readRaster(0, null);
        } finally {
            reader.dispose();
        }
    }

    @Override
    public boolean isTruncated() {
        return m_stream.isExhausted();
    }

    @Override
    public void close() {
        // nothing is held: the stream is memory
    }
}
