// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

/** How far a node is. Stands for KNIME's {@code org.knime.core.node.workflow.NodeProgress}. */
public final class NodeProgress {
    private final Double m_progress;

    private final String m_message;

    /**
     * @param progress from 0 to 1, null if unknown
     * @param message what is being done, may be null
     */
    public NodeProgress(final Double progress, final String message) {
        m_progress = progress;
        m_message = message;
    }

    /** @return from 0 to 1, null if unknown */
    public Double getProgress() {
        return m_progress;
    }

    /** @return what is being done, may be null */
    public String getMessage() {
        return m_message;
    }
}
