// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.filestore.internal;

import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStoreKey;

/** Keeps file stores. Stands for KNIME's {@code org.knime.core.data.filestore.internal.IFileStoreHandler}. */
public interface IFileStoreHandler {
    /** Deletes the files: the output that they belonged to is gone. */
    void clearAndDispose();

    /**
     * @param key of one of this handler's stores
     * @return the store; its file is there
     */
    FileStore getFileStore(FileStoreKey key);
}
