// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;

import org.knime.core.data.DataTableSpec;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.data.filestore.FileStoreUtil;
import org.knime.core.node.message.Message;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.util.CheckUtils;

/** Stands for KNIME's class of the same name: what a node computes. Port indices are zero-based. */
public abstract class NodeModel {

    private final PortType[] m_inTypes;

    private final PortType[] m_outTypes;

    private Message m_warning;

    private boolean m_hasContent;

    protected NodeModel(final PortType[] inPortTypes, final PortType[] outPortTypes) {
        m_inTypes = inPortTypes.clone();
        m_outTypes = outPortTypes.clone();
    }

    /** Computes the specifications of the outputs; {@code null} where one is not known before execution. */
    protected abstract PortObjectSpec[] configure(PortObjectSpec[] inSpecs) throws InvalidSettingsException;

    /** Computes the outputs. */
    protected abstract PortObject[] execute(PortObject[] inObjects, ExecutionContext exec) throws Exception; // NOSONAR

    /** Forgets what was computed. */
    protected abstract void reset();

    protected abstract void saveSettingsTo(NodeSettingsWO settings);

    protected abstract void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException;

    protected abstract void loadValidatedSettingsFrom(NodeSettingsRO settings) throws InvalidSettingsException;

    protected abstract void loadInternals(File nodeInternDir, ExecutionMonitor exec)
        throws IOException, CanceledExecutionException;

    protected abstract void saveInternals(File nodeInternDir, ExecutionMonitor exec)
        throws IOException, CanceledExecutionException;

    /** Shows a warning at the node; {@code null} removes it. */
    protected final void setWarningMessage(final String warningMessage) {
        setWarning(warningMessage == null ? null : Message.fromSummary(warningMessage));
    }

    /** Shows a warning at the node; {@code null} removes it. */
    protected final void setWarning(final Message message) {
        m_warning = message;
        if (message != null) {
            NodeLogger.getLogger(getClass()).warn(message.toLogPrintable());
        }
    }

    final Message getWarning() {
        return m_warning;
    }

    final PortType[] getInPortTypes() {
        return m_inTypes;
    }

    final PortType[] getOutPortTypes() {
        return m_outTypes;
    }

    final boolean hasContent() {
        return m_hasContent;
    }

    final void setHasContent(final boolean hasContent) {
        m_hasContent = hasContent;
    }

    final PortObjectSpec[] configureModel(final PortObjectSpec[] inSpecs) throws InvalidSettingsException {
        setWarningMessage(null);
        for (var i = 0; i < inSpecs.length; i++) {
            var expected = m_inTypes[i].getPortObjectSpecClass();
            if (inSpecs[i] != null && !expected.isInstance(inSpecs[i])) {
                throw new InvalidSettingsException(
                    "Incompatible port spec" + (inSpecs.length > 1 ? " at port " + i : "") + ", expected: "
                        + expected.getSimpleName() + ", actual: " + inSpecs[i].getClass().getSimpleName());
            }
        }
        var outSpecs = configure(inSpecs.clone());
        return outSpecs == null ? new PortObjectSpec[m_outTypes.length] : outSpecs;
    }

    final PortObject[] executeModel(final PortObject[] inObjects, final ExecutionContext exec)
        throws Exception { // NOSONAR: KNIME lets a model throw anything
        setWarningMessage(null);
        var outObjects = execute(inObjects, exec);
        exec.checkCanceled();
        CheckUtils.checkState(outObjects != null && outObjects.length == m_outTypes.length,
            "Invalid result. Execution failed. Reason: Incorrect implementation; the execute method in \"%s\" "
                + "returned null or an incorrect number of output tables.", getClass().getSimpleName());
        for (var i = 0; i < outObjects.length; i++) {
            var output = outObjects[i];
            CheckUtils.checkState(output != null,
                "Invalid result. Execution failed, reason: data at output %d is null.", i);
            if (output instanceof BufferedDataTable table && Arrays.asList(inObjects).contains(output)) {
                outObjects[i] = exec.createWrappedTable(table);
            } else if (output instanceof FileStorePortObject object) {
                FileStoreUtil.invokeFlush(object);
            }
        }
        warnOfEmptyTables(outObjects);
        m_hasContent = true;
        return outObjects;
    }

    private void warnOfEmptyTables(final PortObject[] outObjects) {
        var tables = Arrays.stream(outObjects).filter(BufferedDataTable.class::isInstance)
            .map(BufferedDataTable.class::cast).toList();
        if (m_warning == null && !tables.isEmpty() && tables.stream().allMatch(table -> table.size() == 0)) {
            setWarningMessage(tables.size() == 1 ? "Node created an empty data table."
                : "Node created empty data tables on all out-ports.");
        }
    }

    final void resetModel() {
        m_warning = null;
        try {
            reset();
        } catch (RuntimeException ex) {
            NodeLogger.getLogger(getClass()).coding("Reset failed due to a " + ex.getClass().getSimpleName(), ex);
        }
        m_hasContent = false;
    }
}
