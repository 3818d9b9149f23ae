// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

/** Tells of progress. Stands for KNIME's {@code org.knime.core.node.workflow.NodeProgressEvent}. */
public final class NodeProgressEvent {
    private final NodeProgress m_progress;

    /** @param progress the state now */
    public NodeProgressEvent(final NodeProgress progress) {
        m_progress = progress;
    }

    /** @return the state now */
    public NodeProgress getNodeProgress() {
        return m_progress;
    }
}
