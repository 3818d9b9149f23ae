// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.knime.core.node.workflow.NodeProgress;
import org.knime.core.node.workflow.NodeProgressEvent;
import org.knime.core.node.workflow.NodeProgressListener;

/**
 * The progress of one node. Progress outside [0, 1] is cut. May be used by several threads.
 * Stands for KNIME's {@code org.knime.core.node.DefaultNodeProgressMonitor}.
 */
public class DefaultNodeProgressMonitor implements NodeProgressMonitor {
    private final List<NodeProgressListener> m_listeners = new CopyOnWriteArrayList<>();

    private Double m_progress;

    private String m_message;

    private volatile boolean m_isCanceled;

    /** Nothing has been done. */
    public DefaultNodeProgressMonitor() {
    }

    @Override
    public void checkCanceled() throws CanceledExecutionException {
        if (m_isCanceled || Thread.currentThread().isInterrupted()) {
            throw new CanceledExecutionException();
        }
    }

    @Override
    public void setProgress(final double progress) {
        synchronized (this) {
            final double bounded = Math.max(0, Math.min(1, progress));
            if (m_progress != null && bounded <= m_progress) {
                return;
            }
            m_progress = bounded;
        }
        changed();
    }

    @Override
    public synchronized Double getProgress() {
        return m_progress;
    }

    @Override
    public void setMessage(final String message) {
        synchronized (this) {
            if (Objects.equals(message, m_message)) {
                return;
            }
            m_message = message;
        }
        changed();
    }

    @Override
    public synchronized String getMessage() {
        return m_message;
    }

    private void changed() {
        final var event = new NodeProgressEvent(new NodeProgress(getProgress(), getMessage()));
        m_listeners.forEach(listener -> listener.progressChanged(event));
    }

    @Override
    public void setExecuteCanceled() {
        m_isCanceled = true;
    }

    @Override
    public synchronized void reset() {
        m_isCanceled = false;
        m_progress = null;
        m_message = null;
    }

    @Override
    public void addProgressListener(final NodeProgressListener listener) {
        m_listeners.add(listener);
    }

    @Override
    public void removeProgressListener(final NodeProgressListener listener) {
        m_listeners.remove(listener);
    }
}
