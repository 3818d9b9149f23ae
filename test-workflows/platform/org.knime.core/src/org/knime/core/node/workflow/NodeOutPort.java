// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;

/** Stands for KNIME's class of the same name: an output port of a node. */
public interface NodeOutPort extends NodePort {

    /** @return the specification; {@code null} if it is not known yet */
    PortObjectSpec getPortObjectSpec();

    /** @return the data; {@code null} if the node is not executed */
    PortObject getPortObject();

    /** @return a line about the data; {@code null} if the node is not executed */
    String getPortSummary();
}
