// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.knime.core.node.context.ModifiableNodeCreationConfiguration;
import org.knime.core.node.context.ports.ModifiablePortsConfiguration;
import org.knime.core.node.context.ports.PortGroupConfiguration;
import org.knime.core.node.port.PortType;
import org.knime.core.node.util.CheckUtils;

/**
 * Stands for KNIME's class of the same name: a factory of nodes whose ports are declared in groups.
 *
 * @param <T> the type of the model
 */
public abstract class ConfigurableNodeFactory<T extends NodeModel> extends NodeFactory<T> {

    /** @param lazyInitialization whether {@link #init()} is called later */
    protected ConfigurableNodeFactory(final boolean lazyInitialization) {
        super(lazyInitialization);
    }

    protected abstract Optional<PortsConfigurationBuilder> createPortsConfigBuilder();

    /** @return the configuration of a new node */
    public final ModifiableNodeCreationConfiguration createNodeCreationConfig() {
        return new ModifiableNodeCreationConfiguration(
            createPortsConfigBuilder().map(PortsConfigurationBuilder::build).orElse(null));
    }

    /** Collects the groups of ports of a node. */
    protected static final class PortsConfigurationBuilder {

        private final Map<String, PortGroupConfiguration> m_groups = new LinkedHashMap<>();

        /** Begins without ports. */
        public PortsConfigurationBuilder() {
            // groups are added one by one
        }

        private ModifiablePortsConfiguration build() {
            return new ModifiablePortsConfiguration(m_groups);
        }

        /** Adds input ports that are always there. */
        public void addFixedInputPortGroup(final String pGrpId, final PortType... fixedPortTypes) {
            add(pGrpId, PortGroupConfiguration.fixed(true, fixedPortTypes));
        }

        /** Adds output ports that are always there. */
        public void addFixedOutputPortGroup(final String pGrpId, final PortType... fixedPortTypes) {
            add(pGrpId, PortGroupConfiguration.fixed(false, fixedPortTypes));
        }

        /**
         * Adds an input port that the user can add.
         *
         * @param defaultPort the type of the port that is there at first; {@code null} for none
         */
        public void addOptionalInputPortGroupWithDefault(final String pGrpId, final PortType defaultPort,
            final PortType... optionalPorts) {
            addOptional(pGrpId, true, defaultPort, optionalPorts);
        }

        /**
         * Adds an output port that the user can add.
         *
         * @param defaultPort the type of the port that is there at first; {@code null} for none
         */
        public void addOptionalOutputPortGroupWithDefault(final String pGrpId, final PortType defaultPort,
            final PortType... optionalPorts) {
            addOptional(pGrpId, false, defaultPort, optionalPorts);
        }

        private void addOptional(final String id, final boolean isInput, final PortType defaultPort,
            final PortType[] types) {
            CheckUtils.checkArgument(defaultPort == null || Arrays.asList(types).contains(defaultPort),
                "The optional port types have to contain the default port type");
            add(id, PortGroupConfiguration.optional(isInput, defaultPort));
        }

        private void add(final String id, final PortGroupConfiguration group) {
            CheckUtils.checkArgument(!m_groups.containsKey(id), "A port group with the given name already exists");
            m_groups.put(id, group);
        }
    }
}
