// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.util.function.Supplier;

/**
 * How code tells its progress and learns of cancellation.
 * Stands for KNIME's {@code org.knime.core.node.ExecutionMonitor}.
 */
public class ExecutionMonitor {
    private final NodeProgressMonitor m_progress;

    /** A monitor of its own. */
    public ExecutionMonitor() {
        this(new DefaultNodeProgressMonitor());
    }

    /** @param progress gets everything, not null */
    public ExecutionMonitor(final NodeProgressMonitor progress) {
        if (progress == null) {
            throw new NullPointerException("Progress monitor must not be null.");
        }
        m_progress = progress;
    }

    /** @return what gets everything */
    public final NodeProgressMonitor getProgressMonitor() {
        return m_progress;
    }

    /** @throws CanceledExecutionException if the user canceled or the thread was interrupted */
    public void checkCanceled() throws CanceledExecutionException {
        m_progress.checkCanceled();
    }

    /** @param progress from 0 to 1; it never goes back */
    public void setProgress(final double progress) {
        m_progress.setProgress(progress);
    }

    /**
     * @param progress from 0 to 1; it never goes back
     * @param message what is being done
     */
    public void setProgress(final double progress, final String message) {
        m_progress.setProgress(progress, message);
    }

    /**
     * @param progress from 0 to 1; it never goes back
     * @param messageSupplier what is being done
     */
    public void setProgress(final double progress, final Supplier<String> messageSupplier) {
        m_progress.setProgress(progress, messageSupplier.get());
    }

    /** @param message what is being done */
    public void setMessage(final String message) {
        m_progress.setMessage(message);
    }

    /** @param messageSupplier what is being done */
    public void setMessage(final Supplier<String> messageSupplier) {
        m_progress.setMessage(messageSupplier);
    }

    /**
     * @param maxProg share of this monitor's progress, from 0 to 1
     * @return a monitor from 0 to 1 for that share
     */
    public ExecutionMonitor createSubProgress(final double maxProg) {
        return new ExecutionMonitor(new SubNodeProgressMonitor(m_progress, maxProg, false));
    }

    /**
     * @param maxProg share of this monitor's progress, from 0 to 1
     * @return a monitor from 0 to 1 for that share, whose messages are not shown
     */
    public ExecutionMonitor createSilentSubProgress(final double maxProg) {
        return new ExecutionMonitor(new SubNodeProgressMonitor(m_progress, maxProg, true));
    }
}
