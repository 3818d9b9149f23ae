// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import org.knime.core.node.workflow.NodeProgressListener;

/**
 * A share of another monitor's progress; a silent one reports no messages.
 * Stands for KNIME's {@code DefaultNodeProgressMonitor.SubNodeProgressMonitor}.
 */
final class SubNodeProgressMonitor implements NodeProgressMonitor {
    private final NodeProgressMonitor m_parent;

    private final double m_share;

    private final boolean m_isSilent;

    private double m_progress;

    private String m_message;

    SubNodeProgressMonitor(final NodeProgressMonitor parent, final double share, final boolean isSilent) {
        m_parent = parent;
        m_share = share;
        m_isSilent = isSilent;
    }

    @Override
    public void checkCanceled() throws CanceledExecutionException {
        m_parent.checkCanceled();
    }

    @Override
    public void setProgress(final double progress) {
        synchronized (m_parent) { // several shares may report at the same time
            final double bounded = Math.max(m_progress, Math.min(1, progress));
            final var before = m_parent.getProgress();
            m_parent.setProgress((before == null ? 0 : before) + (bounded - m_progress) * m_share);
            m_progress = bounded;
        }
    }

    @Override
    public Double getProgress() {
        return m_progress;
    }

    @Override
    public void setMessage(final String message) {
        m_message = message;
        if (!m_isSilent) {
            m_parent.setMessage(message);
        }
    }

    @Override
    public String getMessage() {
        return m_message;
    }

    @Override
    public void setExecuteCanceled() {
        throw new IllegalStateException("This method must not be called.");
    }

    @Override
    public void reset() {
        throw new IllegalStateException("This method must not be called.");
    }

    @Override
    public void addProgressListener(final NodeProgressListener listener) {
        throw new IllegalStateException("This method must not be called.");
    }

    @Override
    public void removeProgressListener(final NodeProgressListener listener) {
        throw new IllegalStateException("This method must not be called.");
    }
}
