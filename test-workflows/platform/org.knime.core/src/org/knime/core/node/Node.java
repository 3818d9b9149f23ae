// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;

import org.knime.core.data.DataTableSpec;
import org.knime.core.internal.MessageAwareException;
import org.knime.core.node.context.ModifiableNodeCreationConfiguration;
import org.knime.core.node.message.Message;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.workflow.NodeMessage;

/**
 * Stands for KNIME's class of the same name: runs a node model and turns what it does into outputs and a message. Here,
 * port indices are zero-based and leave out the flow-variable port.
 */
public final class Node {

    private static final NodeLogger LOGGER = NodeLogger.getLogger(Node.class);

    private final NodeFactory<? extends NodeModel> m_factory;

    private final ModifiableNodeCreationConfiguration m_configuration;

    private final NodeModel m_model;

    private final PortObjectSpec[] m_outSpecs;

    private final PortObject[] m_outObjects;

    private final String[] m_outSummaries;

    private NodeMessage m_message = NodeMessage.NONE;

    /** Creates the node's model. */
    public Node(final NodeFactory<? extends NodeModel> factory,
        final ModifiableNodeCreationConfiguration configuration) {
        m_factory = factory;
        m_configuration = configuration;
        m_model = factory.createNodeModel(configuration);
        var nrOut = m_model.getOutPortTypes().length;
        m_outSpecs = new PortObjectSpec[nrOut];
        m_outObjects = new PortObject[nrOut];
        m_outSummaries = new String[nrOut];
    }

    /** @return what made the node */
    public NodeFactory<? extends NodeModel> getFactory() {
        return m_factory;
    }

    /** @return the ports that the node was made with */
    public ModifiableNodeCreationConfiguration getCreationConfig() {
        return m_configuration;
    }

    /** @return the types of the input ports */
    public PortType[] getInputTypes() {
        return m_model.getInPortTypes();
    }

    /** @return the types of the output ports */
    public PortType[] getOutputTypes() {
        return m_model.getOutPortTypes();
    }

    /** @return the specification of an output; {@code null} if it is not known */
    public PortObjectSpec getOutputSpec(final int index) {
        return m_outSpecs[index];
    }

    /** @return an output; {@code null} if the node is not executed */
    public PortObject getOutputObject(final int index) {
        return m_outObjects[index];
    }

    /** @return a line about an output; {@code null} if the node is not executed */
    public String getOutputObjectSummary(final int index) {
        return m_outSummaries[index];
    }

    /** @return what the last operation has to tell */
    public NodeMessage getMessage() {
        return m_message;
    }

    /** @return whether the model was executed */
    public boolean hasContent() {
        return m_model.hasContent();
    }

    /**
     * Checks and takes over the settings of the model.
     *
     * @throws InvalidSettingsException if they cannot be used; the model keeps those that it has
     */
    public void loadModelSettingsFrom(final NodeSettingsRO settings) throws InvalidSettingsException {
        try {
            m_model.validateSettings(settings);
            m_model.loadValidatedSettingsFrom(settings);
        } catch (RuntimeException ex) {
            throw new InvalidSettingsException("Loading model settings failed, caught \""
                + ex.getClass().getSimpleName() + "\": " + ex.getMessage(), ex);
        }
    }

    /** Writes the settings of the model. */
    public void saveModelSettingsTo(final NodeSettingsWO settings) {
        m_model.saveSettingsTo(settings);
    }

    /** Applies flow variables to the settings before the model is configured. */
    @FunctionalInterface
    public interface SettingsUpdate {

        /** @throws InvalidSettingsException if a variable and a setting do not fit */
        void apply() throws InvalidSettingsException;
    }

    /**
     * Computes the specifications of the outputs.
     *
     * @param inSpecs {@code null} where a specification is not known
     * @return whether the node can be executed
     */
    public boolean configure(final PortObjectSpec[] inSpecs, final SettingsUpdate update) {
        m_message = NodeMessage.NONE;
        Arrays.fill(m_outSpecs, null);
        for (var i = 0; i < inSpecs.length; i++) {
            if (inSpecs[i] == null && !getInputTypes()[i].isOptional()) {
                return false;
            }
        }
        try {
            update.apply();
            var outSpecs = m_model.configureModel(inSpecs);
            System.arraycopy(outSpecs, 0, m_outSpecs, 0, m_outSpecs.length);
            takeWarningOfModel();
            return true;
        } catch (InvalidSettingsException ex) {
            warn(messageOf(ex), ex);
        } catch (Throwable ex) { // NOSONAR: like KNIME, keeps faults of a node at the node
            error(Message.fromSummary("Configure failed (" + ex.getClass().getSimpleName() + "): " + ex.getMessage()),
                ex);
        }
        return false;
    }

    /**
     * Computes the outputs.
     *
     * @return whether they are there; otherwise the message says why not
     */
    public boolean execute(final PortObject[] inObjects, final ExecutionContext exec) {
        m_message = NodeMessage.NONE;
        try {
            var copies = new PortObject[inObjects.length];
            for (var i = 0; i < copies.length; i++) {
                copies[i] = inObjects[i] instanceof BufferedDataTable ? inObjects[i]
                    : PortObjectCopier.copy(inObjects[i], exec);
            }
            exec.checkCanceled();
            var outObjects = m_model.executeModel(copies, exec);
            takeWarningOfModel();
            return setOutputs(outObjects);
        } catch (Throwable ex) { // NOSONAR: like KNIME, keeps faults of a node at the node
            m_model.resetModel();
            report(ex, exec);
            return false;
        }
    }

    private void report(final Throwable failure, final ExecutionContext exec) {
        var canceled = failure instanceof CanceledExecutionException cancellation ? cancellation : null;
        try {
            exec.checkCanceled();
        } catch (CanceledExecutionException ex) { // NOSONAR: whatever a canceled node throws, it was canceled
            canceled = ex;
        }
        if (canceled != null) {
            Thread.interrupted();
            warn(canceled.getKNIMEMessage(), null);
        } else if (failure instanceof MessageAwareException aware) {
            error(aware.getKNIMEMessage(), failure);
        } else {
            var text = failure.getMessage();
            error(Message.fromSummary("Execute failed: " + (text != null && text.length() >= 5 ? text
                : ("(\"" + failure.getClass().getSimpleName() + "\"): " + text))), failure);
        }
    }

    private boolean setOutputs(final PortObject[] outObjects) {
        for (var i = 0; i < outObjects.length; i++) {
            if (!getOutputTypes()[i].getPortObjectClass().isInstance(outObjects[i])) {
                error(Message.fromSummary("Invalid output port object at port " + (i + 1)), null);
                return false;
            }
        }
        for (var i = 0; i < outObjects.length; i++) {
            if (outObjects[i] instanceof BufferedDataTable table && m_outSpecs[i] != null
                && !table.getDataTableSpec().equalStructure((DataTableSpec)m_outSpecs[i])) {
                warn(Message.fromSummary("DataSpec generated by configure does not match spec after execution."),
                    null);
            }
            setOutput(i, outObjects[i], outObjects[i].getSummary());
        }
        return true;
    }

    private void setOutput(final int index, final PortObject object, final String summary) {
        m_outObjects[index] = object;
        m_outSpecs[index] = object.getSpec();
        m_outSummaries[index] = summary;
    }

    /** Restores what a saved node had computed. */
    public void restore(final PortObject[] outObjects, final String[] summaries) {
        for (var i = 0; i < outObjects.length; i++) {
            setOutput(i, outObjects[i], summaries[i]);
        }
        m_model.setHasContent(true);
    }

    /** Forgets what was computed. */
    public void reset() {
        m_message = NodeMessage.NONE;
        m_model.resetModel();
        Arrays.fill(m_outObjects, null);
        Arrays.fill(m_outSpecs, null);
        Arrays.fill(m_outSummaries, null);
    }

    /** Lets the model write what it keeps beside its port objects. */
    public void saveInternals(final File folder, final ExecutionMonitor exec)
        throws IOException, CanceledExecutionException {
        m_model.saveInternals(folder, exec);
    }

    /** Lets the model read what it keeps beside its port objects. */
    public void loadInternals(final File folder, final ExecutionMonitor exec)
        throws IOException, CanceledExecutionException {
        m_model.loadInternals(folder, exec);
    }

    private void takeWarningOfModel() {
        if (m_model.getWarning() != null) {
            m_message = m_model.getWarning().toNodeMessage(NodeMessage.Type.WARNING);
        }
    }

    private static Message messageOf(final Throwable failure) {
        return failure instanceof MessageAwareException aware ? aware.getKNIMEMessage()
            : Message.fromSummary(String.valueOf(failure.getMessage()));
    }

    private void warn(final Message message, final Throwable cause) {
        LOGGER.warn(message.toLogPrintable());
        if (cause != null) {
            LOGGER.debug(cause.getMessage(), cause);
        }
        m_message = message.toNodeMessage(NodeMessage.Type.WARNING);
    }

    private void error(final Message message, final Throwable cause) {
        LOGGER.error(message.toLogPrintable(), cause);
        m_message = message.toNodeMessage(NodeMessage.Type.ERROR);
    }
}
