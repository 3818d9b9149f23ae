// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.filestore.internal;

import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStoreKey;

/** Refers to a file store. Stands for KNIME's {@code org.knime.core.data.filestore.internal.FileStoreProxy}. */
public final class FileStoreProxy {
    private final FileStoreKey m_key;

    private final WriteFileStoreHandler m_handler;

    /**
     * @param key where it is
     * @param handler keeps it
     */
    public FileStoreProxy(final FileStoreKey key, final WriteFileStoreHandler handler) {
        m_key = key;
        m_handler = handler;
    }

    /** @return the store; its file is there, even if the workflow was loaded from disk */
    public FileStore getFileStore() {
        return m_handler.getFileStore(m_key);
    }

    @Override
    public boolean equals(final Object obj) {
        return obj instanceof FileStoreProxy other && m_key.equals(other.m_key);
    }

    @Override
    public int hashCode() {
        return m_key.hashCode();
    }

    @Override
    public String toString() {
        return m_key.toString();
    }
}
