// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file as a stream; independent of the channel's own position. */
final class ChannelInputStream extends InputStream {

    private final FileChannel m_channel;

    private final long m_end;

    private long m_position;

    ChannelInputStream(final FileChannel channel, final long start, final long end) {
        m_channel = channel;
        m_position = start;
        m_end = end;
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(final byte[] bytes, final int offset, final int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (m_position >= m_end) {
            return -1;
        }
        final int wanted = (int)Math.min(length, m_end - m_position);
        final int read = m_channel.read(ByteBuffer.wrap(bytes, offset, wanted), m_position);
        if (read < 0) {
            throw new EOFException("the file ends too early");
        }
        m_position += read;
        return read;
    }
}
