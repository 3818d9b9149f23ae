// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@link Pickled} data as a pickle of protocol 2, with the opcodes that PyTorch's reader of archives knows.
 * Objects that are referenced more than once are written once; strings and names too.
 */
public final class Pickler {

    private static final int MAX_DEPTH = 2_000;

    private final ByteArrayOutputStream m_out = new ByteArrayOutputStream();

    private final Map<Object, Integer> m_references = new IdentityHashMap<>();

    private final Map<Object, Integer> m_open = new IdentityHashMap<>();

    private final Map<Object, Integer> m_byIdentity = new IdentityHashMap<>();

    private final Map<Object, Integer> m_byValue = new HashMap<>();

    private Pickler() {
    }

    /**
     * @param value what {@link Unpickler#read} may return
     * @return the stream
     * @throws PickleException if the data is nested too deeply or contains itself
     */
    public static byte[] toBytes(final Object value) throws PickleException {
        final var pickler = new Pickler();
        pickler.count(value, 0);
        pickler.m_out.write(0x80);
        pickler.m_out.write(2);
        pickler.write(value);
        pickler.m_out.write('.');
        return pickler.m_out.toByteArray();
    }

    private void count(final Object value, final int depth) throws PickleException {
        if (depth > MAX_DEPTH) {
            throw new PickleException("nested more than " + MAX_DEPTH + " levels deep");
        }
        if (value == null || isPlain(value)) {
            return;
        }
        if (m_references.merge(value, 1, Integer::sum) > 1) {
            if (m_open.containsKey(value)) {
                throw new PickleException("an object that contains itself");
            }
            return;
        }
        m_open.put(value, depth);
        for (final Object part : PickledTensors.parts(value)) {
            count(part, depth + 1);
        }
        m_open.remove(value);
    }

    private static boolean isPlain(final Object value) {
        return value instanceof Boolean || value instanceof Number || value instanceof String
            || value instanceof Pickled.Global;
    }

    private void write(final Object value) {
        if (value == null) {
            m_out.write('N');
        } else if (value instanceof Boolean flag) {
            m_out.write(flag ? 0x88 : 0x89);
        } else if (value instanceof Long number) {
            writeLong(number);
        } else if (value instanceof Double number) {
            m_out.write('G');
            m_out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
        } else if (isPlain(value)) {
            writeOnce(value, m_byValue, true);
        } else {
            writeOnce(value, m_byIdentity, m_references.get(value) > 1);
        }
    }

    private void writeOnce(final Object value, final Map<Object, Integer> memo, final boolean isShared) {
        final Integer index = memo.get(value);
        if (index != null) {
            writeIndex('h', 'j', index);
            return;
        }
        writeNew(value);
        if (isShared) {
            final int next = m_byIdentity.size() + m_byValue.size();
            memo.put(value, next);
            writeIndex('q', 'r', next);
        }
    }

    private void writeNew(final Object value) {
        if (value instanceof String string) {
            final byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
            m_out.write('X');
            writeInt(bytes.length);
            m_out.writeBytes(bytes);
        } else if (value instanceof Pickled.Global global) {
            m_out.writeBytes(("c" + global.module() + "\n" + global.name() + "\n").getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Pickled.Tuple tuple) {
            writeTuple(tuple.items());
        } else if (value instanceof Pickled.PyList list) {
            m_out.write(']');
            if (!list.items().isEmpty()) {
                writeMarked(list.items(), 'e');
            }
        } else if (value instanceof Pickled.Dict dict) {
            m_out.write('}');
            writeEntries(dict.entries());
        } else if (value instanceof Pickled.Persistent persistent) {
            write(persistent.id());
            m_out.write('Q');
        } else if (value instanceof Pickled.Call call) {
            write(call.function());
            write(call.arguments());
            m_out.write('R');
        } else if (value instanceof Pickled.Instance instance) {
            write(instance.type());
            m_out.writeBytes(new byte[]{')', (byte)0x81});
            write(instance.state());
            m_out.write('b');
        } else {
            throw new IllegalArgumentException("Cannot write " + value.getClass());
        }
    }

    private void writeTuple(final List<Object> items) {
        if (items.isEmpty()) {
            m_out.write(')');
        } else {
            writeMarked(items, 't');
        }
    }

    private void writeMarked(final List<Object> items, final char end) {
        m_out.write('(');
        items.forEach(this::write);
        m_out.write(end);
    }

    private void writeEntries(final Map<Object, Object> entries) {
        if (!entries.isEmpty()) {
            m_out.write('(');
            entries.forEach((key, value) -> {
                write(key);
                write(value);
            });
            m_out.write('u');
        }
    }

    private void writeLong(final long value) {
        if (value >= 0 && value <= 0xFF) {
            m_out.write('K');
            m_out.write((int)value);
        } else if (value >= 0 && value <= 0xFFFF) {
            m_out.write('M');
            m_out.write((int)value);
            m_out.write((int)value >> 8);
        } else if (value == (int)value) {
            m_out.write('J');
            writeInt((int)value);
        } else {
            m_out.write(0x8a);
            m_out.write(8);
            m_out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
        }
    }

    private void writeIndex(final char shortOpcode, final char longOpcode, final int index) {
        if (index <= 0xFF) {
            m_out.write(shortOpcode);
            m_out.write(index);
        } else {
            m_out.write(longOpcode);
            writeInt(index);
        }
    }

    private void writeInt(final int value) {
        m_out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }
}
