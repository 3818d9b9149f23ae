// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.util.Objects;

/** Stands for KNIME's class of the same name: the path of indices that leads to a node, for example {@code 0:3:1}. */
public final class NodeID {

    /** The identifier of {@link WorkflowManager#ROOT}. */
    public static final NodeID ROOTID = new NodeID(null, 0);

    private final NodeID m_prefix;

    private final int m_index;

    /** Identifies the node with an index in a workflow. */
    public NodeID(final NodeID prefix, final int ix) {
        m_prefix = prefix;
        m_index = ix;
    }

    /** @return the identifier of the workflow */
    public NodeID getPrefix() {
        return m_prefix;
    }

    /** @return the index in the workflow, as stored in the workflow's file */
    public int getIndex() {
        return m_index;
    }

    /** @return the identifier of a node in the workflow that this identifies */
    public NodeID createChild(final int index) {
        return new NodeID(this, index);
    }

    /** @return the path without the root's part */
    public String getIDWithoutRoot() {
        return m_prefix == null || m_prefix.m_prefix == null ? Integer.toString(m_index)
            : (m_prefix.getIDWithoutRoot() + ":" + m_index);
    }

    @Override
    public String toString() {
        return m_prefix == null ? Integer.toString(m_index) : (m_prefix + ":" + m_index);
    }

    @Override
    public boolean equals(final Object obj) {
        return obj instanceof NodeID other && m_index == other.m_index && Objects.equals(m_prefix, other.m_prefix);
    }

    @Override
    public int hashCode() {
        return Objects.hash(m_prefix, m_index);
    }
}
