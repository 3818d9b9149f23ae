// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.UUID;

import org.knime.core.data.filestore.internal.WriteFileStoreHandler;

/**
 * The tables' numbers and the file stores of a workflow.
 * Stands for KNIME's {@code org.knime.core.data.IDataRepository}.
 */
public interface IDataRepository {
    /** @return a number for a new table */
    int generateNewID();

    /** @param id of a loaded table; new ones get larger numbers */
    void updateLastId(int id);

    /** @param handler has file stores */
    void addFileStoreHandler(WriteFileStoreHandler handler);

    /** @param handler has file stores no more */
    void removeFileStoreHandler(WriteFileStoreHandler handler);

    /**
     * @param storeHandlerUUID of a handler
     * @return the handler, null if there is none
     */
    WriteFileStoreHandler getHandler(UUID storeHandlerUUID);

    /**
     * @param storeHandlerUUID of a handler
     * @return the handler
     * @throws IllegalStateException if there is none
     */
    WriteFileStoreHandler getHandlerNotNull(UUID storeHandlerUUID);
}
