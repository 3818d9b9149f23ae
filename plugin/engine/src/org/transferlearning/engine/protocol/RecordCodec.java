// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns records into bytes and back, by their components: primitives, {@code String}, {@code Path}, enums,
 * {@code byte[]}, {@code float[]}, {@code List}, {@code Map}, records, and sealed interfaces of records. Every
 * reference may be {@code null}. Only classes that the declared types lead to are ever created.
 * <p>
 * Layout: big-endian; a reference starts with a byte, 0 for {@code null} and 1 otherwise; strings, arrays and
 * collections with their length as an int; an enum is its ordinal, a member of a sealed interface its position in the
 * {@code permits} clause, as a byte.
 */
final class RecordCodec {

    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(final Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private RecordCodec() {
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

    /**
     * @param type declared type
     * @param bytes what {@link #encode} made
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
            for (var component : COMPONENTS.get(type)) {
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
        final var components = COMPONENTS.get(type);
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
