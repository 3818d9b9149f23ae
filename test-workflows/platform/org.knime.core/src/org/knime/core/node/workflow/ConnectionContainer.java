// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

/** Stands for KNIME's class of the same name: a connection from an output port to an input port. */
public final class ConnectionContainer {

    private final NodeID m_source;

    private final int m_sourcePort;

    private final NodeID m_dest;

    private final int m_destPort;

    ConnectionContainer(final NodeID source, final int sourcePort, final NodeID dest, final int destPort) {
        m_source = source;
        m_sourcePort = sourcePort;
        m_dest = dest;
        m_destPort = destPort;
    }

    /** @return the node whose output it is */
    public NodeID getSource() {
        return m_source;
    }

    /** @return the output port; 0 is the flow-variable port */
    public int getSourcePort() {
        return m_sourcePort;
    }

    /** @return the node whose input it is */
    public NodeID getDest() {
        return m_dest;
    }

    /** @return the input port; 0 is the flow-variable port */
    public int getDestPort() {
        return m_destPort;
    }

    @Override
    public String toString() {
        return m_source + "[" + m_sourcePort + "] -> " + m_dest + "[" + m_destPort + "]";
    }
}
