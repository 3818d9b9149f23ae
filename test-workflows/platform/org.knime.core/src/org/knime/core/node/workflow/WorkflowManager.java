// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeProgressMonitor;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.workflow.WorkflowPersistor.WorkflowLoadResult;
import org.knime.core.node.workflow.contextv2.WorkflowContextV2;

/**
 * Stands for KNIME's class of the same name: a workflow of nodes, or {@link #ROOT}, which holds the projects. All
 * states change under the lock of the workflow's {@link WorkflowExecutor}.
 */
public final class WorkflowManager extends NodeContainer {

    /** Holds all projects that are loaded. */
    public static final WorkflowManager ROOT = new WorkflowManager(null, NodeID.ROOTID, "ROOT", null);

    private final String m_name;

    private final WorkflowContextV2 m_context;

    private final Map<NodeID, NodeContainer> m_nodes = new LinkedHashMap<>();

    private final List<ConnectionContainer> m_connections = new ArrayList<>();

    private final List<FlowVariable> m_variables = new ArrayList<>();

    private final WorkflowDataRepository m_data = new WorkflowDataRepository();

    private final WorkflowExecutor m_executor = new WorkflowExecutor(this);

    private NodeSettingsRO m_loadedSettings;

    private WorkflowMetadata m_metadata = WorkflowMetadata.empty();

    private int m_nextProject;

    WorkflowManager(final WorkflowManager parent, final NodeID id, final String name,
        final WorkflowContextV2 context) {
        super(parent, id);
        m_name = name;
        m_context = context;
    }

    /**
     * Loads a workflow folder as a project.
     *
     * @param directory the folder
     * @throws IOException if there is no workflow in it
     * @throws InvalidSettingsException if the file of the workflow lacks something that is needed
     */
    public static WorkflowLoadResult loadProject(final File directory, final ExecutionMonitor exec,
        final WorkflowLoadHelper loadHelper)
        throws IOException, InvalidSettingsException, CanceledExecutionException {
        WorkflowManager project;
        synchronized (ROOT.m_nodes) {
            project = new WorkflowManager(ROOT, ROOT.getID().createChild(++ROOT.m_nextProject), directory.getName(),
                loadHelper.getWorkflowContext());
        }
        var result = new WorkflowLoader(project, directory).load(exec);
        synchronized (ROOT.m_nodes) {
            ROOT.m_nodes.put(project.getID(), project);
        }
        return result;
    }

    /** Stops what a project executes and forgets the project. */
    public void removeProject(final NodeID id) {
        NodeContainer project;
        synchronized (m_nodes) {
            project = m_nodes.remove(id);
        }
        if (project instanceof WorkflowManager workflow) {
            workflow.m_executor.cancelAll();
            workflow.nodes().forEach(NativeNodeContainer::dispose);
        }
    }

    /** Executes all nodes that can be executed; does not wait. */
    public void executeAll() {
        m_executor.execute(nodes());
    }

    /** Executes nodes and what they need; does not wait. */
    public void executeUpToHere(final NodeID... ids) {
        m_executor.execute(new WorkflowGraph(this).withPredecessors(ids));
    }

    /**
     * Executes all nodes and waits.
     *
     * @return whether all are executed
     */
    public boolean executeAllAndWaitUntilDone() {
        try {
            executeAll();
            waitWhileInExecution(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return getNodeContainerState().isExecuted();
    }

    /**
     * Waits until nothing is executed.
     *
     * @return whether it was so within the time
     */
    public boolean waitWhileInExecution(final long time, final TimeUnit unit) throws InterruptedException {
        return m_executor.await(time, unit);
    }

    /** Cancels the execution of all nodes. */
    public void cancelExecution() {
        m_executor.cancelAll();
    }

    /** Cancels the execution of a node and of those that wait for it. */
    public void cancelExecution(final NodeContainer nc) {
        m_executor.cancel((NativeNodeContainer)nc);
    }

    /** Forgets the results of all nodes. */
    public void resetAndConfigureAll() {
        m_executor.reset(nodes());
    }

    /** Forgets the results of a node and of all that depend on it. */
    public void resetAndConfigureNode(final NodeID id) {
        m_executor.reset(List.of(node(id)));
    }

    /** @return the nodes; the projects for {@link #ROOT} */
    public Collection<NodeContainer> getNodeContainers() {
        synchronized (m_nodes) {
            return new ArrayList<>(m_nodes.values());
        }
    }

    /**
     * @return a node
     * @throws IllegalArgumentException if there is none with the identifier
     */
    public NodeContainer getNodeContainer(final NodeID id) {
        synchronized (m_nodes) {
            var node = m_nodes.get(id);
            if (node == null) {
                throw new IllegalArgumentException("No such node ID: " + id + " valid " + m_nodes.keySet());
            }
            return node;
        }
    }

    /** @return the connections */
    public Collection<ConnectionContainer> getConnectionContainers() {
        return List.copyOf(m_connections);
    }

    /** @return the connection to an input port; {@code null} if there is none */
    public ConnectionContainer getIncomingConnectionFor(final NodeID id, final int portIdx) {
        return m_connections.stream().filter(c -> c.getDest().equals(id) && c.getDestPort() == portIdx).findFirst()
            .orElse(null);
    }

    /** @return the variables of the workflow */
    public List<FlowVariable> getWorkflowVariables() {
        return List.copyOf(m_variables);
    }

    /**
     * Adds variables to the workflow, or changes them.
     *
     * @param skipReset whether nodes that are executed keep their results
     */
    public void addWorkflowVariables(final boolean skipReset, final FlowVariable... newVars) {
        for (var variable : newVars) {
            m_variables.removeIf(other -> other.getName().equals(variable.getName()));
            m_variables.add(0, variable);
        }
        if (skipReset) {
            m_executor.configureAll();
        } else {
            resetAndConfigureAll();
        }
    }

    /** Writes the settings of a node, as its file has them. */
    public void saveNodeSettings(final NodeID id, final NodeSettingsWO settings) {
        node(id).getModelSettings().copyTo(settings.addNodeSettings("model"));
    }

    /**
     * Takes over settings of a node and forgets its results.
     *
     * @throws InvalidSettingsException if they cannot be used
     */
    public void loadNodeSettings(final NodeID id, final NodeSettingsRO settings) throws InvalidSettingsException {
        node(id).setModelSettings(settings.getNodeSettings("model"));
        resetAndConfigureNode(id);
    }

    /**
     * Saves the workflow.
     *
     * @param directory the folder; made if it does not exist
     * @param isSaveData whether results are saved, too
     */
    public void save(final File directory, final ExecutionMonitor exec, final boolean isSaveData)
        throws IOException, CanceledExecutionException {
        new WorkflowSaver(this, directory, isSaveData).save(exec);
    }

    /** @return where the workflow lies */
    public WorkflowContextV2 getContextV2() {
        return m_context;
    }

    WorkflowDataRepository getData() {
        return m_data;
    }

    /** @return the file of the workflow as it was loaded; {@link WorkflowSaver} keeps what is not understood here */
    NodeSettingsRO getLoadedSettings() {
        return m_loadedSettings;
    }

    void setLoadedSettings(final NodeSettingsRO settings) {
        m_loadedSettings = settings;
    }

    WorkflowMetadata getMetadata() {
        return m_metadata;
    }

    void setMetadata(final WorkflowMetadata metadata) {
        m_metadata = metadata;
    }

    void add(final NativeNodeContainer node) {
        m_nodes.put(node.getID(), node);
    }

    void add(final ConnectionContainer connection) {
        m_connections.add(connection);
    }

    void add(final FlowVariable variable) {
        m_variables.add(variable);
    }

    void configureAll() {
        m_executor.configureAll();
    }

    List<NativeNodeContainer> nodes() {
        return getNodeContainers().stream().map(NativeNodeContainer.class::cast).toList();
    }

    NativeNodeContainer node(final NodeID id) {
        return (NativeNodeContainer)getNodeContainer(id);
    }

    @Override
    public String getName() {
        return m_name;
    }

    /** @return executed if all nodes are, in execution if one is, configured if none is idle, else idle */
    @Override
    public InternalNodeContainerState getNodeContainerState() {
        var states = getNodeContainers().stream().map(NodeContainer::getNodeContainerState).toList();
        if (states.stream().anyMatch(NodeContainerState::isExecutionInProgress)) {
            return InternalNodeContainerState.EXECUTING;
        } else if (states.stream().allMatch(NodeContainerState::isExecuted)) {
            return InternalNodeContainerState.EXECUTED;
        }
        return states.stream().anyMatch(NodeContainerState::isIdle) ? InternalNodeContainerState.IDLE
            : InternalNodeContainerState.CONFIGURED;
    }

    @Override
    public NodeProgressMonitor getProgressMonitor() {
        return new DefaultNodeProgressMonitor();
    }

    @Override
    public int getNrInPorts() {
        return 0;
    }

    @Override
    public int getNrOutPorts() {
        return 0;
    }

    @Override
    public NodeInPort getInPort(final int index) {
        throw new IndexOutOfBoundsException("A project has no ports");
    }

    @Override
    public NodeOutPort getOutPort(final int index) {
        throw new IndexOutOfBoundsException("A project has no ports");
    }
}
