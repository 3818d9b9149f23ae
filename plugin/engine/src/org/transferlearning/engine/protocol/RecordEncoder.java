// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.protocol;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Turns records into bytes, by their components: primitives, {@code String}, {@code Path}, enums,
 * {@code byte[]}, {@code float[]}, {@code double[]}, {@code List}, {@code Map}, records, and sealed interfaces of
 * records. Every reference may be {@code null}. {@link RecordDecoder} turns the bytes into records again.
 * <p>
 * Layout: big-endian; a reference starts with a byte, 0 for {@code null} and 1 otherwise; strings, arrays and
 * collections with their length as an int; an enum is its ordinal, a member of a sealed interface its position in the
 * {@code permits} clause, as a byte.
 */
final class RecordEncoder {

    private RecordEncoder() {
    }

    /**
     * @param type declared type
     * @param value an instance of it
     * @return its bytes
     */
    static byte[] encode(final Class<?> type, final Object value) {
        final var bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes), type, value);
        } catch (IOException | ReflectiveOperationException ex) {
            throw new IllegalArgumentException("Cannot encode " + type, ex);
        }
        return bytes.toByteArray();
    }

    private static void write(final DataOutputStream out, final Type type, final Object value)
        throws IOException, ReflectiveOperationException {
        if (type == boolean.class) {
            out.writeBoolean((Boolean)value);
        } else if (type == int.class) {
            out.writeInt((Integer)value);
        } else if (type == long.class) {
            out.writeLong((Long)value);
        } else if (type == double.class) {
            out.writeDouble((Double)value);
        } else {
            out.writeBoolean(value != null);
            if (value != null) {
                writeReference(out, type, value);
            }
        }
    }

    private static void writeReference(final DataOutputStream out, final Type type, final Object value)
        throws IOException, ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            writeCollection(out, generic.getActualTypeArguments(), value);
        } else if (type == Long.class) {
            out.writeLong((Long)value);
        } else if (type == Double.class) {
            out.writeDouble((Double)value);
        } else if (type == String.class || type == Path.class) {
            writeBytes(out, value.toString().getBytes(StandardCharsets.UTF_8));
        } else if (type == byte[].class) {
            writeBytes(out, (byte[])value);
        } else if (type == float[].class) {
            final var floats = (float[])value;
            final var bytes = ByteBuffer.allocate(Math.multiplyExact(floats.length, Float.BYTES));
            bytes.asFloatBuffer().put(floats);
            writeBytes(out, bytes.array());
        } else if (type == double[].class) {
            final var doubles = (double[])value;
            final var bytes = ByteBuffer.allocate(Math.multiplyExact(doubles.length, Double.BYTES));
            bytes.asDoubleBuffer().put(doubles);
            writeBytes(out, bytes.array());
        } else {
            writeObject(out, (Class<?>)type, value);
        }
    }

    private static void writeObject(final DataOutputStream out, final Class<?> type, final Object value)
        throws IOException, ReflectiveOperationException {
        if (type.isEnum()) {
            out.writeByte(((Enum<?>)value).ordinal());
        } else if (type.isSealed()) {
            final var members = Arrays.asList(type.getPermittedSubclasses());
            for (var i = 0; i < members.size(); i++) {
                if (members.get(i).isInstance(value)) {
                    out.writeByte(i);
                    writeObject(out, members.get(i), value);
                    return;
                }
            }
        } else if (type.isRecord()) {
            for (var component : type.getRecordComponents()) {
                write(out, component.getGenericType(), component.getAccessor().invoke(value));
            }
        } else {
            throw new IllegalArgumentException("Not a type of the protocol: " + type);
        }
    }

    private static void writeCollection(final DataOutputStream out, final Type[] types, final Object value)
        throws IOException, ReflectiveOperationException {
        if (value instanceof Map<?, ?> map) {
            out.writeInt(map.size());
            for (var entry : map.entrySet()) {
                write(out, types[0], entry.getKey());
                write(out, types[1], entry.getValue());
            }
        } else {
            final var list = (List<?>)value;
            out.writeInt(list.size());
            for (var element : list) {
                write(out, types[0], element);
            }
        }
    }

    private static void writeBytes(final DataOutputStream out, final byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
