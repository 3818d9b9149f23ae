// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;

/** Finds every storage that pickled data refers to, wherever it stands: in modules, lists or packed weights. */
public final class StorageKeys {

    private final Set<Object> m_visited = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Set<String> m_keys = new HashSet<>();

    private StorageKeys() {
    }

    /**
     * @param data what {@link Pickler} can write
     * @return names of entries in the archive's folder {@code data}
     */
    public static Set<String> of(final Object data) {
        final var keys = new StorageKeys();
        keys.visit(data);
        return keys.m_keys;
    }

    private void visit(final Object value) {
        if (value == null || !m_visited.add(value)) {
            return;
        }
        if (value instanceof Pickled.Persistent persistent && persistent.id() instanceof Pickled.Tuple id
            && id.items().size() > 2) {
            m_keys.add(String.valueOf(id.items().get(2)));
        }
        PickledTensors.parts(value).forEach(this::visit);
    }
}
