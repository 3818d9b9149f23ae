// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What comes before a JPEG's first scan: the size, the number of channels and, from the same signs as in libjpeg 6b's
 * {@code default_decompress_parms}, whether the channels are luminance and chrominance.
 */
final class JpegHeader {

    private final byte[] m_bytes;

    /** The image without application and comment segments: neither profiles nor metadata reach the decoder. */
    private final ByteArrayOutputStream m_plain;

    private int m_width;

    private int m_height;

    private byte[] m_components = {};

    private boolean m_jfif;

    /** Adobe's color transform, or −1 without its marker. */
    private int m_adobeTransform = -1;

    /**
     * @param bytes of a JPEG
     * @throws ImageException if there is no scan, or no size before it
     */
    JpegHeader(final byte[] bytes) throws ImageException {
        m_bytes = bytes;
        m_plain = new ByteArrayOutputStream(bytes.length);
        m_plain.write(bytes, 0, 2);
        int position = 2;
        while (position >= 0) {
            position = readSegment(position);
        }
        if (m_components.length == 0) {
            throw new ImageException("broken JPEG");
        }
    }

    /** @return where the next segment starts, or −1 after the start of the first scan */
    private int readSegment(final int position) throws ImageException {
        int at = position;
        while (byteAt(at) != 0xff || byteAt(at + 1) == 0xff || byteAt(at + 1) == 0) {
            at++; // fill bytes and garbage between segments, as libjpeg
        }
        final int marker = byteAt(at + 1);
        if (marker == 0xda) {
            m_plain.write(m_bytes, at, m_bytes.length - at);
            return -1;
        }
        if (marker == 0xd9) {
            throw new ImageException("JPEG without an image");
        }
        if (marker == 0x01 || marker >= 0xd0 && marker <= 0xd8) {
            return at + 2; // no content
        }
        final int content = at + 4;
        final int length = (byteAt(at + 2) << 8 | byteAt(at + 3)) - 2;
        final int end = content + length;
        if (length < 0) {
            throw new ImageException("broken JPEG");
        }
        if (end > m_bytes.length) {
            throw new ImageException("truncated JPEG");
        }
        final boolean metadata = marker >= 0xe0 && marker <= 0xef || marker == 0xfe;
        if (metadata) {
            readMetadata(marker, content, length);
        } else {
            m_plain.write(m_bytes, at, end - at);
            if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                readFrame(content, length);
            }
        }
        return end;
    }

    private void readMetadata(final int marker, final int content, final int length) {
        if (marker == 0xe0 && length >= 14 && startsWith(content, "JFIF\0")) {
            m_jfif = true;
        } else if (marker == 0xee && length >= 12 && startsWith(content, "Adobe")) {
            m_adobeTransform = m_bytes[content + 11] & 0xff;
        }
    }

    private void readFrame(final int content, final int length) throws ImageException {
        final int count = byteAt(content + 5);
        if (length < 6 + 3 * count) {
            throw new ImageException("broken JPEG");
        }
        m_height = byteAt(content + 1) << 8 | byteAt(content + 2);
        m_width = byteAt(content + 3) << 8 | byteAt(content + 4);
        m_components = new byte[count];
        for (int c = 0; c < count; c++) {
            m_components[c] = (byte)byteAt(content + 6 + 3 * c);
        }
    }

    private boolean startsWith(final int position, final String text) {
        return new String(m_bytes, position, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }

    private int byteAt(final int position) throws ImageException {
        if (position >= m_bytes.length) {
            throw new ImageException("truncated JPEG");
        }
        return m_bytes[position] & 0xff;
    }

    int width() {
        return m_width;
    }

    int height() {
        return m_height;
    }

    /** @return the number of channels in the file */
    int channels() {
        return m_components.length;
    }

    /** @return whether the first three of three or four channels are Y, Cb, Cr */
    boolean isLuminanceChrominance() {
        if (m_components.length == 4) {
            return m_adobeTransform > 0;
        }
        if (m_jfif) {
            return true;
        }
        if (m_adobeTransform >= 0) {
            return m_adobeTransform != 0;
        }
        return !new String(m_components, StandardCharsets.ISO_8859_1).equals("RGB");
    }

    /** @return the JPEG without application and comment segments */
    byte[] withoutMetadata() {
        return m_plain.toByteArray();
    }
}
