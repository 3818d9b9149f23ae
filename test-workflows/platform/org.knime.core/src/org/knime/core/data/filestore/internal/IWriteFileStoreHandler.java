// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.filestore.internal;

import java.io.IOException;

import org.knime.core.data.filestore.FileStore;

/** Makes file stores. Stands for KNIME's {@code org.knime.core.data.filestore.internal.IWriteFileStoreHandler}. */
public interface IWriteFileStoreHandler extends IFileStoreHandler {
    /**
     * @param name a file name, new in this execution, without slashes, not starting with a dot
     * @return the store
     * @throws IOException if the name is not allowed or the folder cannot be created
     */
    FileStore createFileStore(String name) throws IOException;
}
