// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.context.ports;

import java.util.Map;
import java.util.stream.Stream;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortType;

/** Stands for KNIME's interface of the same name and its implementation: the ports of a node in groups. */
public final class ModifiablePortsConfiguration implements PortsConfiguration {

    private final Map<String, PortGroupConfiguration> m_groups;

    /** @param groups the groups in their order, by identifier */
    public ModifiablePortsConfiguration(final Map<String, PortGroupConfiguration> groups) {
        m_groups = groups;
    }

    @Override
    public PortType[] getInputPorts() {
        return types(true);
    }

    @Override
    public PortType[] getOutputPorts() {
        return types(false);
    }

    private PortType[] types(final boolean isInput) {
        return m_groups.values().stream().filter(group -> group.isInput() == isInput)
            .flatMap(group -> Stream.of(group.getTypes())).toArray(PortType[]::new);
    }

    /** Writes each group under its identifier. */
    public void saveSettingsTo(final NodeSettingsWO settings) {
        m_groups.forEach((id, group) -> group.saveSettingsTo(settings.addNodeSettings(id)));
    }

    /**
     * Reads the groups that are there.
     *
     * @throws InvalidSettingsException if a port has a type that is not known
     */
    public void loadSettingsFrom(final NodeSettingsRO settings) throws InvalidSettingsException {
        for (var entry : m_groups.entrySet()) {
            if (settings.containsKey(entry.getKey())) {
                entry.getValue().loadSettingsFrom(settings.getNodeSettings(entry.getKey()));
            }
        }
    }
}
