// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import org.knime.core.node.port.PortType;

/** Stands for KNIME's class of the same name: an input port of a node. */
public class NodeInPort implements NodePort {

    private final int m_index;

    private final PortType m_type;

    private final String m_name;

    NodeInPort(final int index, final PortType type, final String name) {
        m_index = index;
        m_type = type;
        m_name = name;
    }

    @Override
    public int getPortIndex() {
        return m_index;
    }

    @Override
    public PortType getPortType() {
        return m_type;
    }

    @Override
    public String getPortName() {
        return m_name;
    }
}
