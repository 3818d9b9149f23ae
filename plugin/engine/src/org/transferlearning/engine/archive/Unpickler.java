// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads the pickles of TorchScript archives into {@link Pickled} data. It knows the opcodes that PyTorch's own reader
 * knows (torch/csrc/jit/serialization/unpickler of PyTorch 1.8 to 2.7) and the names that its writer writes, refuses
 * everything else, and executes nothing: a call in the stream becomes a {@link Pickled.Call}.
 */
public final class Unpickler {

    private static final Object MARK = new Object();

    /** A layer has about 30; a hostile stream makes one of some hundred bytes from each of its bytes. */
    private static final int MAX_OBJECTS = 500_000;

    private static final Set<String> FUNCTIONS = Set.of("collections.OrderedDict", "torch._utils._rebuild_tensor_v2",
        "torch._utils._rebuild_qtensor", "torch._utils._rebuild_parameter", "torch.jit._pickle.build_intlist",
        "torch.jit._pickle.build_doublelist", "torch.jit._pickle.build_boollist",
        "torch.jit._pickle.build_tensorlist", "torch.jit._pickle.build_tensor_from_id",
        "torch.jit._pickle.restore_type_tag", "torch.device", "torch.per_tensor_affine", "torch.per_channel_affine",
        "torch.per_channel_affine_float_qparams", "torch.per_tensor_symmetric", "torch.per_channel_symmetric",
        "builtins.complex");

    private final byte[] m_in;

    private int m_at;

    private final List<Object> m_stack = new ArrayList<>();

    private final Map<Integer, Object> m_memo = new HashMap<>();

    private int m_objectCount;

    private Unpickler(final byte[] stream) {
        m_in = stream;
    }

    /**
     * @param stream a pickle
     * @return the object that it describes
     * @throws PickleException if the stream is broken or holds anything that TorchScript never writes
     */
    public static Object read(final byte[] stream) throws PickleException {
        final var unpickler = new Unpickler(stream);
        try {
            return unpickler.run();
        } catch (IndexOutOfBoundsException | ClassCastException | NullPointerException e) {
            throw new PickleException("nonsense before byte " + unpickler.m_at);
        }
    }

    private Object run() throws PickleException {
        while (true) {
            final int opcode = readByte();
            if (opcode == '.') {
                return pop();
            }
            if (!readConstant(opcode) && !readContainer(opcode)) {
                throw new PickleException("opcode " + opcode + " at byte " + (m_at - 1));
            }
        }
    }

    private boolean readConstant(final int opcode) throws PickleException {
        switch (opcode) {
            case 0x80 -> m_at++; // PROTO
            case 'N' -> m_stack.add(null);
            case 0x88 -> m_stack.add(Boolean.TRUE);
            case 0x89 -> m_stack.add(Boolean.FALSE);
            case 'J' -> m_stack.add(readInteger(4));
            case 'K' -> m_stack.add((long)readByte());
            case 'M' -> m_stack.add(readInteger(2) & 0xFFFF);
            case 0x8a -> m_stack.add(readLong(readByte()));
            case 'G' -> m_stack.add(Double.longBitsToDouble(Long.reverseBytes(readInteger(8))));
            case 'X', 'T' -> m_stack.add(readString((int)readInteger(4)));
            case 'U', 0x8c -> m_stack.add(readString(readByte()));
            case 'c' -> m_stack.add(readGlobal());
            case 'q' -> m_memo.put(readByte(), top());
            case 'r' -> m_memo.put((int)readInteger(4), top());
            case 'h' -> m_stack.add(recall(readByte()));
            case 'j' -> m_stack.add(recall((int)readInteger(4)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean readContainer(final int opcode) throws PickleException {
        switch (opcode) {
            case '(' -> m_stack.add(MARK);
            case ')' -> push(new Pickled.Tuple(List.of()));
            case 't' -> push(new Pickled.Tuple(popToMark()));
            case 0x85, 0x86, 0x87 -> push(new Pickled.Tuple(popLast(opcode - 0x84)));
            case ']' -> push(new Pickled.PyList());
            case 'a', 'e' -> {
                final List<Object> items = opcode == 'a' ? popLast(1) : popToMark();
                ((Pickled.PyList)top()).items().addAll(items);
            }
            case '}' -> push(new Pickled.Dict());
            case 's', 'u' -> putAll(opcode == 's' ? popLast(2) : popToMark());
            case 'Q' -> push(new Pickled.Persistent(pop()));
            case 0x81 -> {
                pop();
                push(new Pickled.Instance(ownClass(pop())));
            }
            case 'R' -> {
                final var arguments = (Pickled.Tuple)pop();
                push(new Pickled.Call(Objects.requireNonNull((Pickled.Global)pop()),
                    Objects.requireNonNull(arguments)));
            }
            case 'b' -> {
                final Object state = pop();
                ((Pickled.Instance)top()).setState(state);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void push(final Object made) throws PickleException {
        m_objectCount++;
        if (m_objectCount > MAX_OBJECTS) {
            throw new PickleException("more than " + MAX_OBJECTS + " objects");
        }
        m_stack.add(made);
    }

    private static Pickled.Global ownClass(final Object value) throws PickleException {
        final var global = (Pickled.Global)value;
        if (!isOwn(global)) {
            throw new PickleException("object of " + global.qualifiedName());
        }
        return global;
    }

    private void putAll(final List<Object> keysAndValues) throws PickleException {
        final Map<Object, Object> entries = ((Pickled.Dict)top()).entries();
        if (keysAndValues.size() % 2 != 0) {
            throw new PickleException("key without value");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            entries.put(keysAndValues.get(i), keysAndValues.get(i + 1));
        }
    }

    private Pickled.Global readGlobal() throws PickleException {
        final var global = new Pickled.Global(readLine(), readLine());
        final boolean isStorage = global.module().equals("torch") && global.name().endsWith("Storage");
        if (!TorchArchive.isHarmlessClass(global.qualifiedName())) {
            throw new PickleException("class " + global.qualifiedName());
        }
        if (!isStorage && !isOwn(global) && !FUNCTIONS.contains(global.qualifiedName())) {
            throw new PickleException("name " + global.qualifiedName());
        }
        return global;
    }

    /** Classes that the archive brings along, or built-in TorchScript classes. */
    private static boolean isOwn(final Pickled.Global global) {
        return global.module().equals("__torch__") || global.module().startsWith("__torch__.");
    }

    private int readByte() {
        return m_in[m_at++] & 0xFF;
    }

    /** An integer with its sign, the lowest byte first. */
    private long readInteger(final int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            final long next = i == length - 1 ? m_in[m_at++] : readByte();
            value |= next << (Byte.SIZE * i);
        }
        return value;
    }

    private String readLine() throws PickleException {
        final int start = m_at;
        while (m_in[m_at++] != '\n') {
            if (m_at - start > 4096) {
                throw new PickleException("name without end");
            }
        }
        return new String(m_in, start, m_at - 1 - start, StandardCharsets.UTF_8);
    }

    private String readString(final int length) throws PickleException {
        if (length < 0 || length > m_in.length - m_at) {
            throw new PickleException("string of " + length + " bytes");
        }
        m_at += length;
        return new String(m_in, m_at - length, length, StandardCharsets.UTF_8);
    }

    private long readLong(final int length) throws PickleException {
        if (length > Long.BYTES) {
            throw new PickleException("integer of " + length + " bytes");
        }
        return readInteger(length);
    }

    private Object recall(final int index) throws PickleException {
        if (!m_memo.containsKey(index)) {
            throw new PickleException("memo " + index + " is empty");
        }
        return m_memo.get(index);
    }

    private Object top() throws PickleException {
        if (m_stack.isEmpty() || m_stack.get(m_stack.size() - 1) == MARK) {
            throw new PickleException("nothing on the stack");
        }
        return m_stack.get(m_stack.size() - 1);
    }

    private Object pop() throws PickleException {
        final Object value = top();
        m_stack.remove(m_stack.size() - 1);
        return value;
    }

    private List<Object> popLast(final int count) throws PickleException {
        final var items = new ArrayList<Object>();
        for (int i = 0; i < count; i++) {
            items.add(pop());
        }
        Collections.reverse(items);
        return items;
    }

    private List<Object> popToMark() {
        final int mark = m_stack.lastIndexOf(MARK);
        final List<Object> tail = m_stack.subList(mark, m_stack.size());
        final var items = new ArrayList<>(tail.subList(1, tail.size()));
        tail.clear();
        return items;
    }
}
