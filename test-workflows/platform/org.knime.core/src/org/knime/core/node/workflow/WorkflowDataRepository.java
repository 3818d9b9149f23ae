// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.knime.core.data.IDataRepository;
import org.knime.core.data.filestore.internal.WriteFileStoreHandler;

/**
 * The tables' numbers and the file stores of a workflow.
 * Stands for KNIME's {@code org.knime.core.node.workflow.WorkflowDataRepository}.
 */
public final class WorkflowDataRepository implements IDataRepository {
    private final AtomicInteger m_lastId = new AtomicInteger();

    private final Map<UUID, WriteFileStoreHandler> m_handlers = new ConcurrentHashMap<>();

    @Override
    public int generateNewID() {
        return m_lastId.incrementAndGet();
    }

    @Override
    public void updateLastId(final int id) {
        m_lastId.accumulateAndGet(id, Math::max);
    }

    @Override
    public void addFileStoreHandler(final WriteFileStoreHandler handler) {
        m_handlers.put(handler.getStoreUUID(), handler);
    }

    @Override
    public void removeFileStoreHandler(final WriteFileStoreHandler handler) {
        m_handlers.remove(handler.getStoreUUID());
    }

    @Override
    public WriteFileStoreHandler getHandler(final UUID storeHandlerUUID) {
        return m_handlers.get(storeHandlerUUID);
    }

    @Override
    public WriteFileStoreHandler getHandlerNotNull(final UUID storeHandlerUUID) {
        final var handler = getHandler(storeHandlerUUID);
        if (handler == null) {
            throw new IllegalStateException("Unknown file store handler to UUID " + storeHandlerUUID);
        }
        return handler;
    }
}
