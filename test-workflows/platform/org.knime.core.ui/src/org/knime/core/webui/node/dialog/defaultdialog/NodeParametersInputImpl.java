// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.webui.node.dialog.defaultdialog;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.workflow.NodeContainer;
import org.knime.core.node.workflow.NodeContext;
import org.knime.node.parameters.NodeParametersInput;

/** Stands for KNIME's class of the same name: the inputs of the node that is being configured on this thread. */
final class NodeParametersInputImpl implements NodeParametersInput {

    private final PortObjectSpec[] m_specs;

    private final NodeContainer m_node;

    NodeParametersInputImpl(final PortObjectSpec[] specs) {
        m_specs = specs;
        var context = NodeContext.getContext();
        m_node = context == null ? null : context.getNodeContainer();
    }

    @Override
    public PortType[] getInPortTypes() {
        return m_node == null ? Arrays.stream(m_specs).map(spec -> PortObject.TYPE).toArray(PortType[]::new)
            : IntStream.range(1, m_node.getNrInPorts()).mapToObj(i -> m_node.getInPort(i).getPortType())
                .toArray(PortType[]::new);
    }

    @Override
    public PortType[] getOutPortTypes() {
        return m_node == null ? null : IntStream.range(1, m_node.getNrOutPorts())
            .mapToObj(i -> m_node.getOutPort(i).getPortType()).toArray(PortType[]::new);
    }

    @Override
    public PortObjectSpec[] getInPortSpecs() {
        return m_specs;
    }

    @Override
    public Optional<PortObjectSpec> getInPortSpec(final int portIndex) {
        return Optional.ofNullable(m_specs[portIndex]);
    }

    @Override
    public DataTableSpec[] getInTableSpecs() {
        return Arrays.stream(m_specs).map(DataTableSpec.class::cast).toArray(DataTableSpec[]::new);
    }

    @Override
    public Optional<DataTableSpec> getInTableSpec(final int portIndex) {
        return getInPortSpec(portIndex).map(DataTableSpec.class::cast);
    }

    @Override
    public PortObject[] getInPortObjects() {
        return IntStream.range(0, m_specs.length).mapToObj(i -> getInPortObject(i).orElse(null))
            .toArray(PortObject[]::new);
    }

    @Override
    public Optional<PortObject> getInPortObject(final int portIndex) {
        if (m_node == null) {
            return Optional.empty();
        }
        var workflow = m_node.getParent();
        var connection = workflow.getIncomingConnectionFor(m_node.getID(), portIndex + 1);
        return Optional.ofNullable(connection).map(
            c -> workflow.getNodeContainer(c.getSource()).getOutPort(c.getSourcePort()).getPortObject());
    }

    @Override
    public BufferedDataTable[] getInTables() {
        return Arrays.stream(getInPortObjects()).map(BufferedDataTable.class::cast)
            .toArray(BufferedDataTable[]::new);
    }

    @Override
    public Optional<BufferedDataTable> getInTable(final int portIndex) {
        return getInPortObject(portIndex).map(BufferedDataTable.class::cast);
    }
}
