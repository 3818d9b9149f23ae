// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.filestore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.knime.core.data.IDataRepository;
import org.knime.core.data.filestore.internal.FileStoreProxy;
import org.knime.core.node.port.PortObject;

/**
 * A port object with files. Nodes downstream may share the stores; they live as long as the output of the node that
 * made them. Stands for KNIME's {@code org.knime.core.data.filestore.FileStorePortObject}.
 */
public abstract class FileStorePortObject implements PortObject {
    private final List<FileStoreProxy> m_stores = new ArrayList<>();

    private boolean m_isFlushed;

    /** @param fileStores the object's files */
    protected FileStorePortObject(final List<FileStore> fileStores) {
        fileStores.forEach(store -> m_stores.add(new FileStoreProxy(store.getKey(), store.getFileStoreHandler())));
    }

    /** For serializers: the stores come later, before {@link #postConstruct()}. */
    protected FileStorePortObject() {
        m_isFlushed = true;
    }

    final void retrieveFileStoreHandlerFrom(final List<FileStoreKey> keys, final IDataRepository repository)
        throws IOException {
        keys.forEach(
            key -> m_stores.add(new FileStoreProxy(key, repository.getHandlerNotNull(key.getStoreUUID()))));
        postConstruct();
    }

    final synchronized void callFlushIfNeeded() throws IOException {
        if (!m_isFlushed) {
            m_isFlushed = true;
            flushToFileStore();
        }
    }

    final List<FileStore> fileStores() {
        return m_stores.stream().map(FileStoreProxy::getFileStore).toList();
    }

    /**
     * Called after loading, when the stores are there.
     *
     * @throws IOException if the object cannot be completed
     */
    protected void postConstruct() throws IOException {
        // for sub-classes
    }

    /**
     * Called once, before the object is saved: write what is still only in memory.
     *
     * @throws IOException if it cannot be written
     */
    protected void flushToFileStore() throws IOException {
        // for sub-classes
    }

    /** @return how many stores */
    protected int getFileStoreCount() {
        return m_stores.size();
    }

    /**
     * @param index counted from 0
     * @return the store
     */
    protected FileStore getFileStore(final int index) {
        return m_stores.get(index).getFileStore();
    }

    @Override
    public boolean equals(final Object obj) {
        return obj == this || obj instanceof FileStorePortObject other && m_stores.equals(other.m_stores);
    }

    @Override
    public int hashCode() {
        return m_stores.hashCode();
    }

    @Override
    public String toString() {
        return m_stores.toString();
    }
}
