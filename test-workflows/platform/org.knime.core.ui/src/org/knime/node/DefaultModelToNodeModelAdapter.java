// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node;

import java.io.File;
import java.util.Arrays;

import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.webui.node.dialog.defaultdialog.NodeParametersUtil;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.parameters.NodeParameters;

/** Stands for KNIME's class StandardDefaultModelToNodeModelAdapter: runs a {@link DefaultModel} as a node model. */
final class DefaultModelToNodeModelAdapter extends NodeModel {

    private final DefaultModel m_model;

    private final PortType[] m_outTypes;

    private NodeParameters m_parameters;

    DefaultModelToNodeModelAdapter(final DefaultModel model, final PortType[] inTypes, final PortType[] outTypes) {
        super(inTypes, outTypes);
        m_model = model;
        m_outTypes = outTypes;
    }

    @Override
    protected PortObjectSpec[] configure(final PortObjectSpec[] inSpecs) throws InvalidSettingsException {
        var parametersClass = m_model.getParametersClass();
        if (parametersClass.isPresent() && m_parameters == null) {
            m_parameters = NodeParametersUtil.createSettings(parametersClass.get(), inSpecs);
            m_parameters.validate();
        }
        var outSpecs = new PortObjectSpec[m_outTypes.length];
        m_model.m_configure.accept(new Configuration(inSpecs), new Specs(outSpecs));
        return outSpecs;
    }

    @Override
    protected PortObject[] execute(final PortObject[] inObjects, final ExecutionContext exec)
        throws CanceledExecutionException, KNIMEException {
        var outObjects = new PortObject[m_outTypes.length];
        m_model.m_execute.accept(new Inputs(inObjects, exec), new Outputs(outObjects));
        return outObjects;
    }

    @Override
    protected void saveSettingsTo(final NodeSettingsWO settings) {
        m_model.getParametersClass().ifPresent(parametersClass -> {
            var parameters = m_parameters == null ? NodeParametersUtil.createSettings(parametersClass) : m_parameters;
            NodeParametersUtil.saveSettings(parametersClass, parameters, settings);
        });
    }

    @Override
    protected void validateSettings(final NodeSettingsRO settings) throws InvalidSettingsException {
        var parametersClass = m_model.getParametersClass();
        if (parametersClass.isPresent()) {
            NodeParametersUtil.loadSettings(settings, parametersClass.get()).validate();
        }
    }

    @Override
    protected void loadValidatedSettingsFrom(final NodeSettingsRO settings) throws InvalidSettingsException {
        var parametersClass = m_model.getParametersClass();
        if (parametersClass.isPresent()) {
            m_parameters = NodeParametersUtil.loadSettings(settings, parametersClass.get());
        }
    }

    @Override
    protected void reset() {
        // outputs are kept by the node
    }

    @Override
    protected void loadInternals(final File nodeInternDir, final ExecutionMonitor exec) {
        // such a node keeps nothing beside its outputs
    }

    @Override
    protected void saveInternals(final File nodeInternDir, final ExecutionMonitor exec) {
        // such a node keeps nothing beside its outputs
    }

    @SuppressWarnings("unchecked")
    private <S extends NodeParameters> S parameters() {
        return (S)m_parameters;
    }

    private final class Configuration implements ConfigureInput {

        private final PortObjectSpec[] m_inSpecs;

        Configuration(final PortObjectSpec[] inSpecs) {
            m_inSpecs = inSpecs;
        }

        @Override
        public <S extends NodeParameters> S getParameters() {
            return parameters();
        }

        @Override
        public PortObjectSpec[] getInPortSpecs() {
            return m_inSpecs;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <S extends PortObjectSpec> S getInPortSpec(final int index) {
            return (S)m_inSpecs[index];
        }

        @Override
        public DataTableSpec[] getInTableSpecs() {
            return Arrays.stream(m_inSpecs).map(DataTableSpec.class::cast).toArray(DataTableSpec[]::new);
        }

        @Override
        public DataTableSpec getInTableSpec(final int portIndex) {
            return (DataTableSpec)m_inSpecs[portIndex];
        }

        @Override
        public PortType[] getOutPortTypes() {
            return m_outTypes;
        }
    }

    private final class Specs implements ConfigureOutput {

        private final PortObjectSpec[] m_outSpecs;

        Specs(final PortObjectSpec[] outSpecs) {
            m_outSpecs = outSpecs;
        }

        @Override
        public <S extends PortObjectSpec> void setOutSpec(final int index, final S spec) {
            m_outSpecs[index] = spec;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <S extends PortObjectSpec> void setOutSpecs(final S... specs) {
            System.arraycopy(specs, 0, m_outSpecs, 0, specs.length);
        }

        @Override
        public void setWarningMessage(final String message) {
            DefaultModelToNodeModelAdapter.this.setWarningMessage(message);
        }
    }

    private final class Inputs implements ExecuteInput {

        private final PortObject[] m_inObjects;

        private final ExecutionContext m_exec;

        Inputs(final PortObject[] inObjects, final ExecutionContext exec) {
            m_inObjects = inObjects;
            m_exec = exec;
        }

        @Override
        public <S extends NodeParameters> S getParameters() {
            return parameters();
        }

        @Override
        public ExecutionContext getExecutionContext() {
            return m_exec;
        }

        @Override
        public PortObject[] getInPortObjects() {
            return m_inObjects;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <D extends PortObject> D getInPortObject(final int portIndex) {
            return (D)m_inObjects[portIndex];
        }

        @Override
        public BufferedDataTable[] getInTables() {
            return Arrays.stream(m_inObjects).map(BufferedDataTable.class::cast).toArray(BufferedDataTable[]::new);
        }

        @Override
        public BufferedDataTable getInTable(final int portIndex) {
            return (BufferedDataTable)m_inObjects[portIndex];
        }

        @Override
        public PortType[] getOutPortTypes() {
            return m_outTypes;
        }
    }

    private final class Outputs implements ExecuteOutput {

        private final PortObject[] m_outObjects;

        Outputs(final PortObject[] outObjects) {
            m_outObjects = outObjects;
        }

        @Override
        public <D extends PortObject> void setOutData(final int index, final D data) {
            m_outObjects[index] = data;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <D extends PortObject> void setOutData(final D... data) {
            System.arraycopy(data, 0, m_outObjects, 0, data.length);
        }

        @Override
        public void setWarningMessage(final String message) {
            DefaultModelToNodeModelAdapter.this.setWarningMessage(message);
        }
    }
}
