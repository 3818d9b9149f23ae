// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.util.ArrayList;
import java.util.List;

/**
 * Where and how a tensor is stored.
 *
 * @param storage its storage, which tensors may share
 * @param offset its first element in the storage, in elements
 * @param shape its dimensions, empty for a scalar
 * @param strides elements from one index to the next, per dimension
 */
public record TensorInfo(Storage storage, long offset, List<Long> shape, List<Long> strides) {

    /** Elements that a storage may have: all that fits into a file. */
    private static final long MAX_SIZE = Long.MAX_VALUE >> 8;

    /** Copies the lists. */
    public TensorInfo {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
    }

    /**
     * A run of elements in the archive.
     *
     * @param key the name of its entry in the archive's folder {@code data}
     * @param type the type of its elements
     * @param size the number of its elements
     */
    public record Storage(String key, ElementType type, long size) {

        /** @return its size in bytes */
        public long byteCount() {
            return size * type.byteCount();
        }
    }

    /** @return the number of elements */
    public long size() {
        long size = 1;
        for (final long length : shape) {
            size = Math.multiplyExact(size, length);
        }
        return size;
    }

    /** @return whether its elements lie in row-major order without gaps */
    public boolean isContiguous() {
        long expected = 1;
        for (int i = shape.size() - 1; i >= 0; i--) {
            if (shape.get(i) != 1 && strides.get(i) != expected) {
                return false;
            }
            expected *= shape.get(i);
        }
        return true;
    }

    /**
     * Reads the description of a tensor from a module's attribute.
     *
     * @param value the attribute's value
     * @return the tensor, or {@code null} if the value is something else
     * @throws PickleException if it looks like a tensor but is not a possible one
     */
    public static TensorInfo of(final Object value) throws PickleException {
        if (!(value instanceof Pickled.Call call) || !call.function().module().equals("torch._utils")) {
            return null;
        }
        try {
            final List<Object> arguments = call.arguments().items();
            if (call.function().name().equals("_rebuild_parameter")) {
                return of(arguments.get(0));
            }
            final List<Object> id = tuple(((Pickled.Persistent)arguments.get(0)).id());
            final var global = (Pickled.Global)id.get(1);
            final ElementType type = ElementType.of(global.name());
            if (!"storage".equals(id.get(0)) || type == null) {
                throw new PickleException("tensor of " + global.name());
            }
            final var storage = new Storage((String)id.get(2), type, (Long)id.get(4));
            final var info = new TensorInfo(storage, (Long)arguments.get(1), longs(arguments.get(2)),
                longs(arguments.get(3)));
            info.check();
            return info;
        } catch (ClassCastException | IndexOutOfBoundsException | NullPointerException | ArithmeticException e) {
            throw new PickleException("a tensor without storage, shape or strides");
        }
    }

    private void check() throws PickleException {
        long last = offset;
        boolean isValid = offset >= 0 && storage.size >= 0 && storage.size <= MAX_SIZE
            && shape.size() == strides.size() && shape.size() <= 64;
        for (int i = 0; isValid && i < shape.size(); i++) {
            isValid = shape.get(i) >= 0 && strides.get(i) >= 0;
            last = Math.addExact(last, Math.multiplyExact(Math.max(shape.get(i) - 1, 0), strides.get(i)));
        }
        if (!isValid || (size() > 0 && last >= storage.size)) {
            throw new PickleException("tensor of shape " + shape + " in a storage of " + storage.size + " elements");
        }
    }

    private static List<Object> tuple(final Object value) {
        return ((Pickled.Tuple)value).items();
    }

    private static List<Long> longs(final Object value) {
        final List<Long> longs = new ArrayList<>();
        for (final Object item : tuple(value)) {
            longs.add((Long)item);
        }
        return longs;
    }
}
