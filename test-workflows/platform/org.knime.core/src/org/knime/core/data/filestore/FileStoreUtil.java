// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.filestore;

import java.io.IOException;
import java.util.List;

import org.knime.core.data.IDataRepository;
import org.knime.core.data.filestore.internal.WriteFileStoreHandler;

/** What the framework does with file stores. Stands for KNIME's {@code org.knime.core.data.filestore.FileStoreUtil}. */
public final class FileStoreUtil {
    private FileStoreUtil() {
    }

    /**
     * @param handler makes it
     * @param key where it is
     * @return the store
     */
    public static FileStore createFileStore(final WriteFileStoreHandler handler, final FileStoreKey key) {
        return new FileStore(handler, key);
    }

    /**
     * @param store a store
     * @return where it is
     */
    public static FileStoreKey getFileStoreKey(final FileStore store) {
        return store.getKey();
    }

    /**
     * @param object a port object
     * @return its stores
     */
    public static List<FileStore> getFileStores(final FileStorePortObject object) {
        return object.fileStores();
    }

    /**
     * Has a port object write what it still keeps in memory, once.
     *
     * @param object a port object
     * @throws IOException if it cannot be written
     */
    public static void invokeFlush(final FileStorePortObject object) throws IOException {
        object.callFlushIfNeeded();
    }

    /**
     * Gives a loaded port object its stores and calls its {@code postConstruct}.
     *
     * @param object just loaded
     * @param keys of its stores
     * @param repository knows the handlers
     * @throws IOException if the object cannot be completed
     */
    public static void retrieveFileStoreHandlerFrom(final FileStorePortObject object, final List<FileStoreKey> keys,
        final IDataRepository repository) throws IOException {
        object.retrieveFileStoreHandlerFrom(keys, repository);
    }
}
