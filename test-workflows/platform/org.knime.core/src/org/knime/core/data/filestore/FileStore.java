// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.filestore;

import java.io.File;
import java.util.Objects;

import org.knime.core.data.filestore.internal.WriteFileStoreHandler;

/** A file that belongs to a node's output. Stands for KNIME's {@code org.knime.core.data.filestore.FileStore}. */
public final class FileStore {
    private final WriteFileStoreHandler m_handler;

    private final FileStoreKey m_key;

    FileStore(final WriteFileStoreHandler handler, final FileStoreKey key) {
        m_handler = Objects.requireNonNull(handler);
        m_key = Objects.requireNonNull(key);
    }

    FileStoreKey getKey() {
        return m_key;
    }

    WriteFileStoreHandler getFileStoreHandler() {
        return m_handler;
    }

    /** @return the file (or folder), to be created by whoever made the store */
    public File getFile() {
        return new File(m_handler.getParentDir(m_key.getIndex()), m_key.getName());
    }

    @Override
    public String toString() {
        return m_key.toString();
    }
}
