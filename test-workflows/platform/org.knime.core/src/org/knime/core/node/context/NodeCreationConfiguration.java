// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.context;

import java.util.Optional;

import org.knime.core.node.context.ports.ModifiablePortsConfiguration;

/** Stands for KNIME's class of the same name: what a node is made from beside its settings. */
public class NodeCreationConfiguration {

    private final ModifiablePortsConfiguration m_ports;

    protected NodeCreationConfiguration(final ModifiablePortsConfiguration portsConfig) {
        m_ports = portsConfig;
    }

    /** @return the ports of the node, if it has any */
    public Optional<ModifiablePortsConfiguration> getPortConfig() {
        return Optional.ofNullable(m_ports);
    }
}
