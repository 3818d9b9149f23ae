// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Checks pickled data as a whole: that it is not nested deeper than programs can follow it, and that every tensor lies
 * within its storage, wherever it stands. PyTorch does not check the latter, and would read memory that is not its own.
 */
final class PickledTensors {

    /** Modules are nested a dozen levels deep, with two levels here for each. */
    private static final int MAX_DEPTH = 1_000;

    private final Set<Object> m_visited = Collections.newSetFromMap(new IdentityHashMap<>());

    private final List<TensorInfo> m_tensors = new ArrayList<>();

    private PickledTensors() {
    }

    /**
     * @param data what {@link Unpickler#read} returns
     * @return the tensors, each once
     * @throws PickleException if the data is nested too deeply, or a tensor is not a possible one
     */
    static List<TensorInfo> of(final Object data) throws PickleException {
        final var tensors = new PickledTensors();
        tensors.visit(data, 0);
        return tensors.m_tensors;
    }

    private void visit(final Object value, final int depth) throws PickleException {
        if (depth > MAX_DEPTH) {
            throw new PickleException("nested more than " + MAX_DEPTH + " levels deep");
        }
        for (final Object part : parts(value)) {
            if (hasParts(part) && m_visited.add(part)) {
                visit(part, depth + 1);
            }
        }
        // after its parts, which are then known not to be nested too deeply
        final TensorInfo tensor = TensorInfo.of(value);
        if (tensor != null) {
            m_tensors.add(tensor);
        }
    }

    /** Whether there is more to see than the object itself: most are numbers and strings. */
    private static boolean hasParts(final Object value) {
        return value != null && !(value instanceof Number || value instanceof String || value instanceof Boolean);
    }

    /** What an object is directly made of; may contain {@code null}. */
    static Iterable<Object> parts(final Object value) {
        if (value instanceof Pickled.Tuple tuple) {
            return tuple.items();
        } else if (value instanceof Pickled.PyList list) {
            return list.items();
        } else if (value instanceof Pickled.Dict dict) {
            final var parts = new ArrayList<>(dict.entries().keySet());
            parts.addAll(dict.entries().values());
            return parts;
        } else if (value instanceof Pickled.Persistent persistent) {
            return Collections.singletonList(persistent.id());
        } else if (value instanceof Pickled.Call call) {
            return List.of(call.arguments());
        } else if (value instanceof Pickled.Instance instance) {
            return Collections.singletonList(instance.state());
        }
        return List.of();
    }
}
