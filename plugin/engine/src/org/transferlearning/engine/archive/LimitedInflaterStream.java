// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Inflates at most the number of bytes that the zip's directory promises, whatever the stream holds. */
final class LimitedInflaterStream extends FilterInputStream {

    private final Inflater m_inflater;

    private long m_remaining;

    LimitedInflaterStream(final InputStream raw, final long size) {
        this(raw, size, new Inflater(true));
    }

    private LimitedInflaterStream(final InputStream raw, final long size, final Inflater inflater) {
        super(new InflaterInputStream(new BufferedInputStream(raw), inflater));
        m_inflater = inflater;
        m_remaining = size;
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(final byte[] bytes, final int offset, final int length) throws IOException {
        if (length > 0 && m_remaining == 0) {
            return -1;
        }
        final int read = super.read(bytes, offset, (int)Math.min(length, m_remaining));
        m_remaining -= Math.max(read, 0);
        return read;
    }

    @Override
    public void close() throws IOException {
        super.close();
        m_inflater.end();
    }
}
