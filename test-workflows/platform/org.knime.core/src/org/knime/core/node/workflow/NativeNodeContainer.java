// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.util.List;
import java.util.UUID;

import org.knime.core.data.filestore.internal.WriteFileStoreHandler;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.Node;
import org.knime.core.node.NodeProgressMonitor;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.flowvariable.FlowVariablePortObject;

/** Stands for KNIME's class of the same name: a node with its state, settings and outputs. */
public final class NativeNodeContainer extends NodeContainer {

    private final Node m_node;

    private final NodeBundle m_bundle;

    /** The node's file as it was loaded; {@link WorkflowSaver} keeps what is not understood here. */
    private final NodeSettingsRO m_loadedSettings;

    private final String m_folderName;

    private volatile InternalNodeContainerState m_state = InternalNodeContainerState.IDLE;

    private DefaultNodeProgressMonitor m_progress = new DefaultNodeProgressMonitor();

    /** The settings as the user made them; {@code null} as long as they are the defaults. */
    private NodeSettingsRO m_modelSettings;

    /** Which settings flow variables overwrite; {@code null} for none. */
    private NodeSettingsRO m_variableSettings;

    private WriteFileStoreHandler m_fileStores;

    private Thread m_thread;

    NativeNodeContainer(final WorkflowManager parent, final NodeID id, final Node node, final NodeBundle bundle,
        final NodeSettingsRO loadedSettings, final String folderName) {
        super(parent, id);
        m_node = node;
        m_bundle = bundle;
        m_loadedSettings = loadedSettings;
        m_folderName = folderName;
    }

    /** @return what runs the model */
    public Node getNode() {
        return m_node;
    }

    NodeBundle getBundle() {
        return m_bundle;
    }

    NodeSettingsRO getLoadedSettings() {
        return m_loadedSettings;
    }

    String getFolderName() {
        return m_folderName;
    }

    @Override
    public String getName() {
        return m_node.getFactory().getNodeName();
    }

    @Override
    public InternalNodeContainerState getNodeContainerState() {
        return m_state;
    }

    void setState(final InternalNodeContainerState state) {
        m_state = state;
    }

    @Override
    public NodeProgressMonitor getProgressMonitor() {
        return m_progress;
    }

    WriteFileStoreHandler getFileStoreHandler() {
        return m_fileStores;
    }

    void setFileStoreHandler(final WriteFileStoreHandler handler) {
        m_fileStores = handler;
    }

    NodeSettingsRO getVariableSettings() {
        return m_variableSettings;
    }

    void setVariableSettings(final NodeSettingsRO settings) {
        m_variableSettings = settings;
    }

    /**
     * Takes over settings of the model.
     *
     * @throws InvalidSettingsException if they cannot be used; the model then keeps those that it has, or its defaults
     */
    void setModelSettings(final NodeSettingsRO settings) throws InvalidSettingsException {
        m_modelSettings = settings;
        NodeContext.pushContext(this);
        try {
            m_node.loadModelSettingsFrom(settings);
        } finally {
            NodeContext.removeLastContext();
        }
    }

    /** @return the settings as the user made them */
    NodeSettings getModelSettings() {
        var settings = new NodeSettings("model");
        if (m_modelSettings == null) {
            m_node.saveModelSettingsTo(settings);
        } else {
            m_modelSettings.copyTo(settings);
        }
        return settings;
    }

    /** Computes the specifications of the outputs. */
    void configure(final PortObjectSpec[] inSpecs, final List<FlowVariable> variables) {
        NodeContext.pushContext(this);
        try {
            var isConfigured = m_node.configure(inSpecs, () -> applyVariables(variables));
            setNodeMessage(m_node.getMessage());
            if (m_state.isWaitingToBeExecuted()) {
                m_state = isConfigured ? InternalNodeContainerState.CONFIGURED_MARKEDFOREXEC
                    : InternalNodeContainerState.UNCONFIGURED_MARKEDFOREXEC;
            } else {
                m_state = isConfigured ? InternalNodeContainerState.CONFIGURED : InternalNodeContainerState.IDLE;
            }
        } finally {
            NodeContext.removeLastContext();
        }
    }

    private void applyVariables(final List<FlowVariable> variables) throws InvalidSettingsException {
        if (m_variableSettings == null) {
            return;
        }
        var settings = getModelSettings();
        try {
            VariableSettings.apply(settings, m_variableSettings, variables);
            m_node.loadModelSettingsFrom(settings);
        } catch (InvalidSettingsException ex) {
            throw new InvalidSettingsException("Errors loading flow variables into node : " + ex.getMessage(), ex);
        }
    }

    /** A node that waits for its thread can be canceled, too. */
    synchronized void prepareExecution() {
        m_progress = new DefaultNodeProgressMonitor();
    }

    /** Asks the model to stop, as KNIME does: by the progress monitor and by an interrupt. */
    synchronized void cancel() {
        m_progress.setExecuteCanceled();
        if (m_thread != null) {
            m_thread.interrupt();
        }
    }

    private synchronized void setThread(final Thread thread) {
        m_thread = thread;
    }

    /** @return whether the outputs are there; otherwise the message says why not */
    boolean execute(final PortObject[] inObjects) {
        var data = getParent().getData();
        m_fileStores = new WriteFileStoreHandler(getNameWithID(), UUID.randomUUID());
        m_fileStores.addToRepository(data);
        var exec = new ExecutionContext(m_progress, m_fileStores, data);
        m_fileStores.open(exec);
        NodeContext.pushContext(this);
        setThread(Thread.currentThread());
        try {
            var isExecuted = m_node.execute(inObjects, exec);
            setNodeMessage(m_node.getMessage());
            return isExecuted;
        } finally {
            setThread(null);
            Thread.interrupted(); // NOSONAR: a late interrupt must not reach the next node on this thread
            NodeContext.removeLastContext();
            m_fileStores.close();
        }
    }

    /** Deletes the node's files that are not saved. */
    void dispose() {
        if (m_fileStores != null) {
            m_fileStores.clearAndDispose();
            m_fileStores = null;
        }
    }

    void reset() {
        NodeContext.pushContext(this);
        try {
            m_node.reset();
            setNodeMessage(NodeMessage.NONE);
            dispose();
        } finally {
            NodeContext.removeLastContext();
        }
    }

    @Override
    public int getNrInPorts() {
        return m_node.getInputTypes().length + 1;
    }

    @Override
    public int getNrOutPorts() {
        return m_node.getOutputTypes().length + 1;
    }

    @Override
    public NodeInPort getInPort(final int index) {
        return index == 0 ? new NodeInPort(0, FlowVariablePortObject.TYPE, "Variable Inport")
            : new NodeInPort(index, m_node.getInputTypes()[index - 1], m_node.getFactory().getInportName(index - 1));
    }

    @Override
    public NodeOutPort getOutPort(final int index) {
        if (index < 0 || index >= getNrOutPorts()) {
            throw new IndexOutOfBoundsException("No output port " + index + " at node " + getNameWithID());
        }
        return new NativeNodeOutPort(this, index);
    }
}
