// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.context;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.context.ports.ModifiablePortsConfiguration;

/** Stands for KNIME's class of the same name: reads and writes what a node is made from. */
public final class ModifiableNodeCreationConfiguration extends NodeCreationConfiguration {

    private static final String KEY = "node_creation_config";

    /** @param portsConfig the ports of the node; {@code null} if it has none */
    public ModifiableNodeCreationConfiguration(final ModifiablePortsConfiguration portsConfig) {
        super(portsConfig);
    }

    /** Writes the ports into the settings of a node. */
    public void saveSettingsTo(final NodeSettingsWO settings) {
        getPortConfig().ifPresent(ports -> ports.saveSettingsTo(settings.addNodeSettings(KEY)));
    }

    /**
     * Reads the ports from the settings of a node; they may be absent.
     *
     * @throws InvalidSettingsException if a port has a type that is not known
     */
    public void loadSettingsFrom(final NodeSettingsRO settings) throws InvalidSettingsException {
        var ports = getPortConfig();
        if (ports.isPresent() && settings.containsKey(KEY)) {
            ports.get().loadSettingsFrom(settings.getNodeSettings(KEY));
        }
    }
}
