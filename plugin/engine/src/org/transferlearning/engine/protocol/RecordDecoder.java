// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.protocol;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns what {@link RecordEncoder} made into records again. Only classes that the declared types lead to are ever
 * created, and never more memory is taken than the bytes can fill.
 */
final class RecordDecoder {

    private RecordDecoder() {
    }

    /**
     * @param type declared type
     * @param bytes what {@link RecordEncoder#encode} made
     * @return the instance
     * @throws ProtocolException if they are anything else
     */
    static <T> T decode(final Class<T> type, final byte[] bytes) throws ProtocolException {
        final var in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            final var value = type.cast(read(in, type));
            if (in.available() > 0) {
                throw new ProtocolException(in.available() + " bytes too many in a message");
            }
            return value;
        } catch (ProtocolException ex) {
            throw ex;
        } catch (IOException | ReflectiveOperationException | RuntimeException ex) {
            throw new ProtocolException("A message cannot be decoded", ex);
        }
    }

    private static Object read(final DataInputStream in, final Type type)
        throws IOException, ReflectiveOperationException {
        if (type == boolean.class) {
            return in.readBoolean();
        } else if (type == int.class) {
            return in.readInt();
        } else if (type == long.class) {
            return in.readLong();
        } else if (type == double.class) {
            return in.readDouble();
        }
        return in.readBoolean() ? readReference(in, type) : null;
    }

    private static Object readReference(final DataInputStream in, final Type type)
        throws IOException, ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            return readCollection(in, generic);
        } else if (type == Long.class) {
            return in.readLong();
        } else if (type == Double.class) {
            return in.readDouble();
        } else if (type == String.class) {
            return new String(readBytes(in), StandardCharsets.UTF_8);
        } else if (type == Path.class) {
            return Path.of(new String(readBytes(in), StandardCharsets.UTF_8));
        } else if (type == byte[].class) {
            return readBytes(in);
        } else if (type == float[].class) {
            final var bytes = readBytes(in);
            final var floats = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes).asFloatBuffer().get(floats);
            return floats;
        } else if (type == double[].class) {
            final var bytes = readBytes(in);
            final var doubles = new double[bytes.length / Double.BYTES];
            ByteBuffer.wrap(bytes).asDoubleBuffer().get(doubles);
            return doubles;
        }
        return readObject(in, (Class<?>)type);
    }

    private static Object readObject(final DataInputStream in, final Class<?> type)
        throws IOException, ReflectiveOperationException {
        if (type.isEnum()) {
            return type.getEnumConstants()[in.readUnsignedByte()];
        } else if (type.isSealed()) {
            return readObject(in, type.getPermittedSubclasses()[in.readUnsignedByte()]);
        }
        final var components = type.getRecordComponents();
        final var types = new Class<?>[components.length];
        final var values = new Object[components.length];
        for (var i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = read(in, components[i].getGenericType());
        }
        final Constructor<?> constructor = type.getDeclaredConstructor(types);
        return constructor.newInstance(values);
    }

    private static Object readCollection(final DataInputStream in, final ParameterizedType type)
        throws IOException, ReflectiveOperationException {
        final var size = readLength(in);
        final var types = type.getActualTypeArguments();
        if (type.getRawType() == Map.class) {
            final var map = new LinkedHashMap<Object, Object>();
            for (var i = 0; i < size; i++) {
                map.put(read(in, types[0]), read(in, types[1]));
            }
            return map;
        }
        final var list = new ArrayList<Object>(size);
        for (var i = 0; i < size; i++) {
            list.add(read(in, types[0]));
        }
        return list;
    }

    private static byte[] readBytes(final DataInputStream in) throws IOException {
        final var bytes = new byte[readLength(in)];
        in.readFully(bytes);
        return bytes;
    }

    /** A length, at most the number of bytes that are left: each element has at least one. */
    private static int readLength(final DataInputStream in) throws IOException {
        final var length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new ProtocolException("A message announces " + length + " elements in " + in.available() + " bytes");
        }
        return length;
    }
}
