// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.transferlearning.engine.archive.ElementType;
import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.TensorInfo;

/**
 * Makes large tensors of fractions zero, with one stored element each: they keep their shapes, and an archive of them
 * has the size of its code. Small tensors and those of integers or truth values, which could decide about shapes, stay
 * as they are.
 */
final class WeightlessTensors {

    /** In elements. */
    private static final int SMALL = 1024;

    private static final String KEY = "zero_";

    private final Map<String, byte[]> m_entries = new TreeMap<>();

    /** @return the values of the new storages, by entry name below the archive's root */
    Map<String, byte[]> entries() {
        return m_entries;
    }

    void replaceIn(final ModuleTree tree) {
        for (final ModuleNode node : tree.modules()) {
            node.tensors().forEach((name, tensor) -> {
                final ElementType type = tensor.storage().type();
                if (type.isFloat() && tensor.size() > SMALL) {
                    final String key = KEY + type.storageName();
                    m_entries.put("data/" + key, new byte[type.byteCount()]);
                    replace((Pickled.Call)node.instance().attributes().get(name),
                        new TensorInfo.Storage(key, type, 1), tensor.shape().size());
                }
            });
        }
    }

    /** Changes the arguments of {@code _rebuild_tensor_v2}, which may itself be one of {@code _rebuild_parameter}. */
    private static void replace(final Pickled.Call call, final TensorInfo.Storage storage, final int dimensions) {
        final List<Object> arguments = call.arguments().items();
        if (arguments.get(0) instanceof Pickled.Call inner) {
            replace(inner, storage, dimensions);
            return;
        }
        arguments.set(0, TensorPickle.of(storage));
        arguments.set(1, 0L);
        arguments.set(3, new Pickled.Tuple(Collections.nCopies(dimensions, 0L)));
    }
}
