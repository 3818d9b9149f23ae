// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node;

import java.io.File;

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
        m_model.m_configure.accept(new Configuring(m_parameters, inSpecs, m_outTypes),
            new Configured(outSpecs, this::setWarningMessage));
        return outSpecs;
    }

    @Override
    protected PortObject[] execute(final PortObject[] inObjects, final ExecutionContext exec)
        throws CanceledExecutionException, KNIMEException {
        var outObjects = new PortObject[m_outTypes.length];
        m_model.m_execute.accept(new Executing(m_parameters, inObjects, m_outTypes, exec),
            new Executed(outObjects, this::setWarningMessage));
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
}
