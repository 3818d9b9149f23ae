// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.protocol;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values of parameters in a file: the number of parameters (int), then for each its full name (modified UTF-8), its
 * number of elements (int) and the elements (float32, big-endian).
 */
public final class ParameterFile {

    private ParameterFile() {
    }

    /**
     * @param file where to
     * @param values elements by full name
     * @throws IOException if the file cannot be written
     */
    public static void write(final Path file, final Map<String, float[]> values) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            out.writeInt(values.size());
            for (var entry : values.entrySet()) {
                final var elements = entry.getValue();
                out.writeUTF(entry.getKey());
                out.writeInt(elements.length);
                final var bytes = ByteBuffer.allocate(Math.multiplyExact(elements.length, Float.BYTES));
                bytes.asFloatBuffer().put(elements);
                out.write(bytes.array());
            }
        }
    }

    /**
     * @param file what {@link #write} made
     * @return elements by full name
     * @throws IOException if the file cannot be read or is truncated
     */
    public static Map<String, float[]> read(final Path file) throws IOException {
        final var values = new LinkedHashMap<String, float[]>();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            for (var left = in.readInt(); left > 0; left--) {
                final var name = in.readUTF();
                final var elements = new float[in.readInt()];
                final var bytes = in.readNBytes(elements.length * Float.BYTES);
                if (bytes.length < elements.length * Float.BYTES) {
                    throw new EOFException("The parameter file " + file + " is truncated");
                }
                ByteBuffer.wrap(bytes).asFloatBuffer().get(elements);
                values.put(name, elements);
            }
        }
        return values;
    }
}
