// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.knime.core.node.port.PortType;
import org.knime.node.RequirePorts.ConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.FinalConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.OptionalConfigurablePort;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.knime.node.RequirePorts.RequireConfigurablePortMode;
import org.knime.node.RequirePorts.RequirePortName;
import org.knime.node.RequirePorts.RequireSupportedTypes;

/** One fixed or optional port of a {@link DefaultNode}, as collected from its stages. */
final class PortGroup implements RequireConfigurablePortMode {

    final String m_id;

    final boolean m_isInput;

    final String m_name;

    final String m_description;

    PortType[] m_types;

    boolean m_isOptional;

    PortType m_default;

    private PortGroup(final String id, final boolean isInput, final String name, final String description) {
        m_id = id;
        m_isInput = isInput;
        m_name = name;
        m_description = description;
    }

    static List<PortGroup> collect(final Consumer<DynamicPortsAdder> ports) {
        var groups = new ArrayList<PortGroup>();
        ports.accept(new Collector(groups));
        return groups;
    }

    @Override
    public FinalConfigurablePort fixed(final PortType portType) {
        m_types = new PortType[]{portType};
        return new FinalConfigurablePort();
    }

    @Override
    public RequireSupportedTypes<OptionalConfigurablePort> optional() {
        m_isOptional = true;
        return portTypes -> {
            m_types = portTypes;
            return defaultType -> {
                m_default = defaultType;
                return new FinalConfigurablePort();
            };
        };
    }

    private record Collector(List<PortGroup> groups) implements DynamicPortsAdder {

        @Override
        public DynamicPortsAdder addInputPortGroup(final String id,
            final Function<RequirePortName, ConfigurablePort> group) {
            return add(id, true, group);
        }

        @Override
        public DynamicPortsAdder addOutputPortGroup(final String id,
            final Function<RequirePortName, ConfigurablePort> group) {
            return add(id, false, group);
        }

        private DynamicPortsAdder add(final String id, final boolean isInput,
            final Function<RequirePortName, ConfigurablePort> group) {
            group.apply(name -> description -> {
                var port = new PortGroup(id, isInput, name, description);
                groups.add(port);
                return port;
            });
            return this;
        }
    }
}
