// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.context.ports;

import java.util.ArrayList;
import java.util.List;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortType;

/** Stands for KNIME's interface of the same name and its implementations: fixed ports, or a port on demand. */
public final class PortGroupConfiguration {

    private final boolean m_isInput;

    private final boolean m_isOptional;

    private final List<PortType> m_types;

    private PortGroupConfiguration(final boolean isInput, final boolean isOptional, final List<PortType> types) {
        m_isInput = isInput;
        m_isOptional = isOptional;
        m_types = new ArrayList<>(types);
    }

    /** @return ports that are always there */
    public static PortGroupConfiguration fixed(final boolean isInput, final PortType... types) {
        return new PortGroupConfiguration(isInput, false, List.of(types));
    }

    /** @return a port that the user can add, and that is there at first unless the default is {@code null} */
    public static PortGroupConfiguration optional(final boolean isInput, final PortType defaultType) {
        return new PortGroupConfiguration(isInput, true, defaultType == null ? List.of() : List.of(defaultType));
    }

    boolean isInput() {
        return m_isInput;
    }

    PortType[] getTypes() {
        return m_types.toArray(PortType[]::new);
    }

    /** Writes the port that was added; nothing for fixed ports. */
    void saveSettingsTo(final NodeSettingsWO settings) {
        if (m_isOptional) {
            for (var i = 0; i < m_types.size(); i++) {
                m_types.get(i).save(settings.addNodeSettings("port_" + i));
            }
        }
    }

    /** Reads the port that was added. */
    void loadSettingsFrom(final NodeSettingsRO settings) throws InvalidSettingsException {
        if (m_isOptional) {
            m_types.clear();
            for (var key : settings.keySet()) {
                m_types.add(PortType.load(settings.getNodeSettings(key)));
            }
        }
    }
}
