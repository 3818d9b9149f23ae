// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.workflow.NativeNodeContainer;
import org.knime.core.node.workflow.NodeContainer;
import org.knime.core.node.workflow.NodeContainerState;
import org.knime.core.node.workflow.NodeContext;
import org.knime.core.node.workflow.NodeID;
import org.knime.core.node.workflow.NodeMessage;
import org.knime.core.node.workflow.WorkflowLoadHelper;
import org.knime.core.node.workflow.WorkflowManager;
import org.knime.core.node.workflow.WorkflowPersistor.LoadResultEntry.LoadResultEntryType;
import org.knime.core.node.workflow.WorkflowPersistor.WorkflowLoadResult;
import org.knime.core.node.workflow.contextv2.WorkflowContextV2;

/** A workflow that is loaded. Nodes and ports are numbered as in {@link WorkflowFolder}. */
public final class RunningWorkflow implements AutoCloseable {

    /** For what never ends; a slow and busy computer may train for a long time. */
    private static final Duration TIMEOUT = Duration.ofHours(1);

    private final Path m_folder;

    private final WorkflowLoadResult m_loadResult;

    private final WorkflowManager m_workflow;

    private RunningWorkflow(final Path folder, final WorkflowLoadResult loadResult) {
        m_folder = folder;
        m_loadResult = loadResult;
        m_workflow = loadResult.getWorkflowManager();
    }

    /** Loads a workflow folder that is in no space, as KNIME's batch application does. */
    public static RunningWorkflow load(final Path folder) {
        return load(folder, WorkflowContextV2.forTemporaryWorkflow(folder, null));
    }

    /**
     * Loads a workflow folder as KNIME does when a user opens it.
     *
     * @param space the folder of the space, which holds the workflow and others; both paths are absolute
     */
    public static RunningWorkflow loadInSpace(final Path folder, final Path space) {
        return load(folder, WorkflowContextV2.builder().withAnalyticsPlatformExecutor(exec -> exec
            .withCurrentUserAsUserId().withLocalWorkflowPath(folder).withMountpoint("LOCAL", space))
            .withLocalLocation().build());
    }

    private static RunningWorkflow load(final Path folder, final WorkflowContextV2 context) {
        try {
            return new RunningWorkflow(folder, WorkflowManager.loadProject(folder.toFile(), new ExecutionMonitor(),
                new WorkflowLoadHelper(context)));
        } catch (Exception ex) { // NOSONAR: KNIME declares more exceptions than the stand-in
            throw new IllegalStateException("The workflow " + folder + " cannot be loaded", ex);
        }
    }

    /** @return what went wrong while the workflow was loaded, one line each; empty if nothing did */
    public String loadErrors() {
        return m_loadResult.hasErrors() ? m_loadResult.getFilteredError("", LoadResultEntryType.Error) : "";
    }

    /** Executes all nodes and waits. */
    public void execute() {
        m_workflow.executeAll();
        waitUntilDone();
    }

    /** Executes a node and those that it needs, and waits. */
    public void execute(final int id) {
        m_workflow.executeUpToHere(id(id));
        waitUntilDone();
    }

    /** Starts the execution of all nodes. */
    public void executeInBackground() {
        m_workflow.executeAll();
    }

    /** Waits until nothing is executed. */
    public void waitUntilDone() {
        try {
            if (!m_workflow.waitWhileInExecution(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The workflow is still executed after " + TIMEOUT);
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    /** Cancels the execution of a node; does not wait. */
    public void cancel(final int id) {
        m_workflow.cancelExecution(node(id));
    }

    /**
     * Waits until a node is in a state.
     *
     * @param state IDLE, CONFIGURED, EXECUTING or EXECUTED
     * @throws IllegalStateException if it is not in the state within the time
     */
    public void waitFor(final int id, final String state, final long seconds) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!state(id).equals(state)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                    "Node " + id + " is " + state(id) + " and not " + state + ": " + message(id));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** @return IDLE, CONFIGURED, WAITING, EXECUTING or EXECUTED */
    public String state(final int id) {
        NodeContainerState state = node(id).getNodeContainerState();
        if (state.isExecutionInProgress()) {
            return state.isWaitingToBeExecuted() ? "WAITING" : "EXECUTING";
        } else if (state.isExecuted()) {
            return "EXECUTED";
        }
        return state.isConfigured() ? "CONFIGURED" : "IDLE";
    }

    /** @return whether the node's results are there */
    public boolean isExecuted(final int id) {
        return node(id).getNodeContainerState().isExecuted();
    }

    /** @return whether the node can be executed */
    public boolean isConfigured(final int id) {
        return node(id).getNodeContainerState().isConfigured();
    }

    /** @return the message at the node; empty for none */
    public String message(final int id) {
        var message = node(id).getNodeMessage();
        return message.getMessageType() == NodeMessage.Type.RESET ? "" : message.getMessage();
    }

    /** @return what the user can do about the message at the node, one line each; empty for none */
    public String resolutions(final int id) {
        return String.join("\n", node(id).getNodeMessage().getResolutions());
    }

    /** @return WARNING, ERROR, or nothing */
    public String messageType(final int id) {
        var type = node(id).getNodeMessage().getMessageType();
        return type == NodeMessage.Type.RESET ? "" : type.name();
    }

    /** @return the data at an output port; {@code null} if the node is not executed */
    public PortObject output(final int id, final int port) {
        return node(id).getOutPort(port).getPortObject();
    }

    /** @return the specification at an output port; {@code null} if it is not known */
    public PortObjectSpec outputSpec(final int id, final int port) {
        return node(id).getOutPort(port).getPortObjectSpec();
    }

    /** @return the table at an output port; {@code null} if the node is not executed */
    public BufferedDataTable table(final int id, final int port) {
        return (BufferedDataTable)output(id, port);
    }

    /** @return the settings of the node's model as the node itself saves them */
    public NodeSettingsRO settings(final int id) {
        var settings = new NodeSettings("model");
        NodeContext.pushContext(node(id));
        try {
            ((NativeNodeContainer)node(id)).getNode().saveModelSettingsTo(settings);
        } finally {
            NodeContext.removeLastContext();
        }
        return settings;
    }

    /** Forgets the results of a node and of those that depend on it. */
    public void reset(final int id) {
        m_workflow.resetAndConfigureNode(id(id));
    }

    /** Saves the workflow with its data where it was loaded. */
    public void save() {
        try {
            m_workflow.save(m_folder.toFile(), new ExecutionMonitor(), true);
        } catch (Exception ex) { // NOSONAR: KNIME declares more exceptions than the stand-in
            throw new IllegalStateException("The workflow " + m_folder + " cannot be saved", ex);
        }
    }

    /** Cancels what is executed, and forgets the workflow. */
    @Override
    public void close() {
        m_workflow.cancelExecution();
        waitUntilDone();
        WorkflowManager.ROOT.removeProject(m_workflow.getID());
    }

    private NodeID id(final int id) {
        return new NodeID(m_workflow.getID(), id);
    }

    private NodeContainer node(final int id) {
        return m_workflow.getNodeContainer(id(id));
    }
}
