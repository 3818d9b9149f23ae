// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * An image input stream over bytes in memory, without a second copy of them, that remembers whether somebody asked for
 * more than there is: the JDK's JPEG reader fills the rest of a truncated picture with grey instead of failing.
 */
final class ByteStream extends ImageInputStreamImpl {

    private final byte[] m_bytes;

    private boolean m_exhausted;

    ByteStream(final byte[] bytes) {
        m_bytes = bytes;
    }

    /** @return whether a read reached beyond the last byte */
    boolean isExhausted() {
        return m_exhausted;
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= m_bytes.length) {
            m_exhausted = true;
            return -1;
        }
        return m_bytes[(int)streamPos++] & 0xff;
    }

    @Override
    public int read(final byte[] target, final int offset, final int length) {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        final int count = (int)Math.min(length, m_bytes.length - streamPos);
        if (count <= 0) {
            m_exhausted = true;
            return -1;
        }
        System.arraycopy(m_bytes, (int)streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return m_bytes.length;
    }
}
