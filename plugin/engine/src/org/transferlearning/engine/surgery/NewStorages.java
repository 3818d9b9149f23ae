// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import org.transferlearning.engine.archive.ElementType;
import org.transferlearning.engine.archive.TensorInfo;

/** Storages for new tensors, under keys that an archive does not have yet. */
final class NewStorages {

    private final ModuleTree m_tree;

    private long m_nextKey;

    NewStorages(final ModuleTree tree) {
        m_tree = tree;
        for (final ModuleNode node : tree.modules()) {
            for (final TensorInfo tensor : node.tensors().values()) {
                final String key = tensor.storage().key();
                m_nextKey = key.matches("[0-9]{1,17}") ? Math.max(m_nextKey, Long.parseLong(key) + 1) : m_nextKey;
            }
        }
    }

    TensorInfo.Storage next(final ElementType type, final long size) {
        while (m_tree.archive().zip().entry(m_tree.archive().root() + "data/" + m_nextKey) != null) {
            m_nextKey++;
        }
        return new TensorInfo.Storage(Long.toString(m_nextKey++), type, size);
    }
}
