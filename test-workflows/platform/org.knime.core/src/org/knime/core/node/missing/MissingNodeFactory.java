// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.missing;

import java.io.File;
import java.util.Arrays;

import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeDescription;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.context.NodeCreationConfiguration;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.w3c.dom.Element;

/** Stands for KNIME's class of the same name: takes the place of a node that is not installed. */
public final class MissingNodeFactory extends NodeFactory<NodeModel> {

    private final String m_name;

    private final String m_explanation;

    private final int m_nrInPorts;

    private final int m_nrOutPorts;

    /**
     * @param name the name of the node that is not installed
     * @param explanation what is missing
     * @param nrInPorts the number of inputs that are connected
     * @param nrOutPorts the number of outputs that are connected
     */
    public MissingNodeFactory(final String name, final String explanation, final int nrInPorts,
        final int nrOutPorts) {
        super(true);
        m_name = name;
        m_explanation = explanation;
        m_nrInPorts = nrInPorts;
        m_nrOutPorts = nrOutPorts;
        init();
    }

    @Override
    protected NodeDescription createNodeDescription() {
        return new Description();
    }

    @Override
    protected NodeModel createNodeModel(final NodeCreationConfiguration creationConfig) {
        return new Model(types(m_nrInPorts), types(m_nrOutPorts));
    }

    private static PortType[] types(final int count) {
        var types = new PortType[count];
        Arrays.fill(types, PortObject.TYPE);
        return types;
    }

    private final class Model extends NodeModel {

        private final NodeSettings m_settings = new NodeSettings("model");

        Model(final PortType[] inTypes, final PortType[] outTypes) {
            super(inTypes, outTypes);
        }

        @Override
        protected PortObjectSpec[] configure(final PortObjectSpec[] inSpecs) throws InvalidSettingsException {
            throw new InvalidSettingsException("Node can't be executed - " + m_explanation);
        }

        @Override
        protected PortObject[] execute(final PortObject[] inObjects, final ExecutionContext exec)
            throws InvalidSettingsException {
            throw new InvalidSettingsException("Node can't be executed - " + m_explanation);
        }

        @Override
        protected void loadValidatedSettingsFrom(final NodeSettingsRO settings) {
            settings.copyTo(m_settings);
        }

        @Override
        protected void saveSettingsTo(final NodeSettingsWO settings) {
            m_settings.copyTo(settings);
        }

        @Override
        protected void validateSettings(final NodeSettingsRO settings) {
            // the settings of a missing node are kept as they are
        }

        @Override
        protected void loadInternals(final File nodeInternDir, final ExecutionMonitor exec) {
            // a missing node is never executed
        }

        @Override
        protected void saveInternals(final File nodeInternDir, final ExecutionMonitor exec) {
            // a missing node is never executed
        }

        @Override
        protected void reset() {
            // a missing node is never executed
        }
    }

    private final class Description extends NodeDescription {

        @Override
        public String getIconPath() {
            return null;
        }

        @Override
        public String getNodeName() {
            return "MISSING " + m_name;
        }

        @Override
        public NodeType getType() {
            return NodeType.Missing;
        }

        @Override
        public String getInportName(final int index) {
            return "Port " + index;
        }

        @Override
        public String getOutportName(final int index) {
            return "Port " + index;
        }

        @Override
        public String[] getKeywords() {
            return new String[0];
        }

        @Override
        public Element getXMLDescription() {
            return null;
        }
    }
}
