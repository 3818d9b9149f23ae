// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.context.ports;

import org.knime.core.node.port.PortType;

/** Stands for KNIME's class of the same name: the ports of a node, without the implicit flow-variable ports. */
public interface PortsConfiguration {

    /** @return the types of the input ports */
    PortType[] getInputPorts();

    /** @return the types of the output ports */
    PortType[] getOutputPorts();
}
