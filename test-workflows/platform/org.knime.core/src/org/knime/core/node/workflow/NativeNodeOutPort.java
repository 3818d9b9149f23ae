// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.flowvariable.FlowVariablePortObject;
import org.knime.core.node.port.flowvariable.FlowVariablePortObjectSpec;

/** An output port of a node; port 0 is the implicit flow-variable port. */
record NativeNodeOutPort(NativeNodeContainer node, int index) implements NodeOutPort {

    @Override
    public int getPortIndex() {
        return index;
    }

    @Override
    public PortType getPortType() {
        return index == 0 ? FlowVariablePortObject.TYPE : node.getNode().getOutputTypes()[index - 1];
    }

    @Override
    public String getPortName() {
        return index == 0 ? "Variable Outport" : node.getNode().getFactory().getOutportName(index - 1);
    }

    @Override
    public PortObjectSpec getPortObjectSpec() {
        return index == 0 ? FlowVariablePortObjectSpec.INSTANCE : node.getNode().getOutputSpec(index - 1);
    }

    @Override
    public PortObject getPortObject() {
        if (index == 0) {
            return node.getNodeContainerState().isExecuted() ? FlowVariablePortObject.INSTANCE : null;
        }
        return node.getNode().getOutputObject(index - 1);
    }

    @Override
    public String getPortSummary() {
        return index == 0 ? null : node.getNode().getOutputObjectSummary(index - 1);
    }
}
