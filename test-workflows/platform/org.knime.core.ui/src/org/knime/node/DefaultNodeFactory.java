// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node;

import java.io.IOException;
import java.util.Optional;

import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.NodeDescription;
import org.knime.core.node.NodeModel;
import org.knime.core.node.context.NodeCreationConfiguration;
import org.knime.core.node.context.ports.PortsConfiguration;
import org.knime.core.node.port.PortType;
import org.xml.sax.SAXException;

/**
 * Stands for KNIME's class of the same name: the factory of a node that is described by a {@link DefaultNode}. The
 * texts of the node are checked when the factory is made.
 */
public abstract class DefaultNodeFactory extends ConfigurableNodeFactory<NodeModel> {

    private final DefaultNode m_node;

    /**
     * @param node the node's description, ports and model
     * @throws IllegalStateException if a text of the node is not an XML fragment
     */
    protected DefaultNodeFactory(final DefaultNode node) {
        super(true);
        m_node = node;
        init();
    }

    @Override
    protected final NodeDescription createNodeDescription() throws SAXException, IOException {
        return new DefaultNodeDescription(m_node);
    }

    @Override
    protected final Optional<PortsConfigurationBuilder> createPortsConfigBuilder() {
        if (m_node.m_ports.isEmpty()) {
            return Optional.empty();
        }
        var builder = new PortsConfigurationBuilder();
        for (var port : m_node.m_ports) {
            add(port, builder);
        }
        return Optional.of(builder);
    }

    private static void add(final PortGroup port, final PortsConfigurationBuilder builder) {
        if (port.m_isOptional && port.m_isInput) {
            builder.addOptionalInputPortGroupWithDefault(port.m_id, port.m_default, port.m_types);
        } else if (port.m_isOptional) {
            builder.addOptionalOutputPortGroupWithDefault(port.m_id, port.m_default, port.m_types);
        } else if (port.m_isInput) {
            builder.addFixedInputPortGroup(port.m_id, port.m_types);
        } else {
            builder.addFixedOutputPortGroup(port.m_id, port.m_types);
        }
    }

    @Override
    protected final NodeModel createNodeModel(final NodeCreationConfiguration creationConfig) {
        Optional<? extends PortsConfiguration> ports = creationConfig.getPortConfig();
        return new DefaultModelToNodeModelAdapter(m_node.m_model,
            ports.map(PortsConfiguration::getInputPorts).orElse(new PortType[0]),
            ports.map(PortsConfiguration::getOutputPorts).orElse(new PortType[0]));
    }
}
