// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node;

import java.util.function.Consumer;
import java.util.function.Function;

import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultNode.RequireModel;
import org.knime.node.RequirePorts.ConfigurablePort.FinalConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.OptionalConfigurablePort;

/** Stands for KNIME's class of the same name: the stage of the ports. */
public interface RequirePorts {

    /** Adds fixed ports. A port's name is the identifier of its group: unique among all ports of the node. */
    default RequireModel ports(final Consumer<PortsAdder> ports) {
        return dynamicPorts(dynamic -> ports.accept(new PortsAdder() {
            @Override
            public PortsAdder addInputPort(final String name, final String description, final PortType type) {
                dynamic.addInputPortGroup(name, g -> g.name(name).description(description).fixed(type));
                return this;
            }

            @Override
            public PortsAdder addOutputPort(final String name, final String description, final PortType type) {
                dynamic.addOutputPortGroup(name, g -> g.name(name).description(description).fixed(type));
                return this;
            }
        }));
    }

    /** Adds fixed and optional ports. */
    RequireModel dynamicPorts(Consumer<DynamicPortsAdder> ports);

    /** Adds fixed ports. */
    interface PortsAdder {

        PortsAdder addInputPort(String name, String description, PortType portType);

        PortsAdder addOutputPort(String name, String description, PortType portType);

        default PortsAdder addInputTable(final String name, final String description) {
            return addInputPort(name, description, BufferedDataTable.TYPE);
        }

        default PortsAdder addOutputTable(final String name, final String description) {
            return addOutputPort(name, description, BufferedDataTable.TYPE);
        }
    }

    /** Adds groups of ports. */
    interface DynamicPortsAdder {

        DynamicPortsAdder addInputPortGroup(String groupId, Function<RequirePortName, ConfigurablePort> group);

        DynamicPortsAdder addOutputPortGroup(String groupId, Function<RequirePortName, ConfigurablePort> group);
    }

    /** The stage of a group's name. */
    interface RequirePortName {

        RequirePortDescription name(String name);
    }

    /** The stage of a group's description. */
    interface RequirePortDescription {

        RequireConfigurablePortMode description(String description);
    }

    /** The stage of a group's kind. */
    interface RequireConfigurablePortMode {

        /** The port is always there. */
        FinalConfigurablePort fixed(PortType portType);

        /** The user may add the port; without it, the indices of later ports are smaller by one. */
        RequireSupportedTypes<OptionalConfigurablePort> optional();
    }

    /**
     * The stage of the types that the user can choose from.
     *
     * @param <T> the next stage
     */
    interface RequireSupportedTypes<T> {

        T supportedTypes(PortType... portTypes);
    }

    /** The end of a group. */
    sealed interface ConfigurablePort {

        /** A group that is complete. */
        final class FinalConfigurablePort implements ConfigurablePort {
        }

        /** An optional port. */
        non-sealed interface OptionalConfigurablePort extends ConfigurablePort {

            /** The port is there, with this type, until the user removes it. */
            FinalConfigurablePort defaultPortType(PortType defaultPortType);
        }
    }
}
