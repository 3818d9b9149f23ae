// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.container;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads what snappy-java's {@code SnappyOutputStream} wrote, KNIME's own choice for tables: a header of 16 bytes, then
 * blocks, each a length and that many bytes of Snappy (format: google/snappy, format_description.txt).
 */
final class SnappyInput extends InputStream {
    private static final byte[] MAGIC = {(byte)0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};

    private final DataInputStream m_in;

    private byte[] m_block = {};

    private int m_position;

    SnappyInput(final InputStream in) throws IOException {
        m_in = new DataInputStream(in);
        if (!Arrays.equals(MAGIC, m_in.readNBytes(MAGIC.length))) {
            throw new IOException("The table's data do not start with Snappy's header");
        }
        m_in.skipNBytes(2L * Integer.BYTES); // versions
    }

    @Override
    public int read() throws IOException {
        return nextBlock() ? (m_block[m_position++] & 0xFF) : -1;
    }

    @Override
    public int read(final byte[] bytes, final int offset, final int length) throws IOException {
        if (!nextBlock()) {
            return -1;
        }
        final int n = Math.min(length, m_block.length - m_position);
        System.arraycopy(m_block, m_position, bytes, offset, n);
        m_position += n;
        return n;
    }

    private boolean nextBlock() throws IOException {
        while (m_position == m_block.length) {
            final byte[] length = m_in.readNBytes(Integer.BYTES);
            if (length.length < Integer.BYTES) {
                return false;
            }
            final int n = ByteBuffer.wrap(length).getInt();
            final byte[] compressed = m_in.readNBytes(n);
            if (compressed.length < n) {
                throw new EOFException("The table's data end in the middle of a block");
            }
            try {
                m_block = decompress(compressed);
            } catch (IndexOutOfBoundsException ex) {
                throw new IOException("The table's data are not valid Snappy", ex);
            }
            m_position = 0;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        m_in.close();
    }

    /** The length as a varint, then literals and copies from what is already there. */
    private static byte[] decompress(final byte[] in) {
        int pos = 0;
        int size = 0;
        for (int shift = 0;; shift += 7) {
            size |= (in[pos] & 0x7F) << shift;
            if (in[pos++] >= 0) {
                break;
            }
        }
        final var out = new byte[size];
        int done = 0;
        while (pos < in.length) {
            final int tag = in[pos++] & 0xFF;
            final int kind = tag & 3;
            int length = kind == 1 ? ((tag >> 2 & 7) + 4) : ((tag >> 2) + 1);
            if (kind == 0) {
                if (length > 60) {
                    final int extra = length - 60;
                    length = number(in, pos, extra) + 1;
                    pos += extra;
                }
                System.arraycopy(in, pos, out, done, length);
                pos += length;
                done += length;
            } else {
                final int extra = kind == 3 ? 4 : kind;
                final int offset = number(in, pos, extra) | (kind == 1 ? tag >> 5 << 8 : 0);
                pos += extra;
                for (int i = 0; i < length; i++, done++) { // may overlap
                    out[done] = out[done - offset];
                }
            }
        }
        return out;
    }

    private static int number(final byte[] in, final int pos, final int length) {
        int number = 0;
        for (int i = 0; i < length; i++) {
            number |= (in[pos + i] & 0xFF) << 8 * i;
        }
        return number;
    }
}
