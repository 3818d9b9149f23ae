// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.util.function.Supplier;

import org.knime.core.node.workflow.NodeProgressListener;

/** Progress and cancellation of a node. Stands for KNIME's {@code org.knime.core.node.NodeProgressMonitor}. */
public interface NodeProgressMonitor {
    /** @throws CanceledExecutionException if the user canceled or the thread was interrupted */
    void checkCanceled() throws CanceledExecutionException;

    /** @param progress from 0 to 1; it never goes back */
    void setProgress(double progress);

    /**
     * @param progress from 0 to 1; it never goes back
     * @param message what is being done
     */
    default void setProgress(final double progress, final String message) {
        setProgress(progress);
        setMessage(message);
    }

    /** @return from 0 to 1, null if unknown */
    Double getProgress();

    /** @param message what is being done */
    void setMessage(String message);

    /** @param message what is being done */
    default void setMessage(final Supplier<String> message) {
        setMessage(message.get());
    }

    /** @return what is being done, may be null */
    String getMessage();

    /** Cancels: from now on {@link #checkCanceled()} throws. */
    void setExecuteCanceled();

    /** Forgets progress, message and cancellation. */
    void reset();

    /** @param listener hears of each change, on the thread that made it */
    void addProgressListener(NodeProgressListener listener);

    /** @param listener hears no more */
    void removeProgressListener(NodeProgressListener listener);
}
