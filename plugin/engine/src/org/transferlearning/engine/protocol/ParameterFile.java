// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.protocol;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.transferlearning.engine.FloatSource;

/**
 * Values of parameters in a file: the number of parameters (int), then for each its full name (modified UTF-8), its
 * number of elements (long) and the elements (float32); all numbers big-endian. An open file knows where the elements
 * are, and reads them piece by piece when they are asked for.
 */
public final class ParameterFile implements Closeable {

    private final RandomAccessFile m_file;

    private final Map<String, FloatSource> m_values = new LinkedHashMap<>();

    private ParameterFile(final Path file) throws IOException {
        m_file = new RandomAccessFile(file.toFile(), "r");
    }

    /**
     * @param file where to
     * @param values elements by full name
     * @throws IOException if the file cannot be written, or values cannot be read
     */
    public static void write(final Path file, final Map<String, FloatSource> values) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            out.writeInt(values.size());
            for (var entry : values.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeLong(entry.getValue().count());
                entry.getValue().forEachPiece(piece -> {
                    final var bytes = ByteBuffer.allocate(piece.remaining() * Float.BYTES);
                    bytes.asFloatBuffer().put(piece);
                    out.write(bytes.array());
                });
            }
        }
    }

    /**
     * Opens a file and makes sure that it is complete.
     *
     * @param file what {@link #write} made
     * @return the file, to be closed by the caller
     * @throws IOException if it cannot be read or is truncated
     */
    public static ParameterFile open(final Path file) throws IOException {
        final var opened = new ParameterFile(file);
        try {
            opened.readPlaces();
            return opened;
        } catch (EOFException ex) {
            opened.close();
            throw new EOFException("The parameter file " + file + " is truncated");
        } catch (IOException | RuntimeException ex) {
            opened.close();
            throw ex;
        }
    }

    /** @return elements by full name, to be read as long as the file is open */
    public Map<String, FloatSource> values() {
        return Collections.unmodifiableMap(m_values);
    }

    @Override
    public void close() throws IOException {
        m_file.close();
    }

    private void readPlaces() throws IOException {
        for (var left = m_file.readInt(); left > 0; left--) {
            final var name = m_file.readUTF();
            final var count = m_file.readLong();
            final var start = m_file.getFilePointer();
            if (count < 0 || count > (m_file.length() - start) / Float.BYTES) {
                throw new EOFException(name);
            }
            m_values.put(name, new Part(start, count));
            m_file.seek(start + count * Float.BYTES);
        }
    }

    /** The elements of one parameter. */
    private final class Part implements FloatSource {

        private final long m_start;

        private final long m_count;

        Part(final long start, final long count) {
            m_start = start;
            m_count = count;
        }

        @Override
        public long count() {
            return m_count;
        }

        @Override
        public void forEachPiece(final Sink sink) throws IOException {
            final var bytes = new byte[(int)Math.min(m_count, PIECE) * Float.BYTES];
            m_file.seek(m_start);
            for (var left = m_count; left > 0; left -= PIECE) {
                final var length = (int)Math.min(left, PIECE) * Float.BYTES;
                m_file.readFully(bytes, 0, length);
                sink.accept(ByteBuffer.wrap(bytes, 0, length).asFloatBuffer());
            }
        }
    }
}
