// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import org.knime.core.node.port.PortType;

/** Stands for KNIME's class of the same name: a port of a node; port 0 is the implicit flow-variable port. */
public interface NodePort {

    /** @return the index of the port */
    int getPortIndex();

    /** @return the type of the port */
    PortType getPortType();

    /** @return the name of the port */
    String getPortName();
}
