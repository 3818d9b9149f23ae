// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;

/**
 * Configures and executes the nodes of a workflow: each as soon as those that it depends on are executed, independent
 * ones at the same time. Its monitor is the lock of the states of all nodes.
 */
final class WorkflowExecutor {

    /** Like KNIME's: one and a half threads for each processor. */
    private static final ExecutorService THREADS = newThreads();

    private final WorkflowManager m_workflow;

    private final WorkflowGraph m_graph;

    WorkflowExecutor(final WorkflowManager workflow) {
        m_workflow = workflow;
        m_graph = new WorkflowGraph(workflow);
    }

    private static ExecutorService newThreads() {
        var count = new AtomicInteger();
        return Executors.newFixedThreadPool((int)Math.ceil(1.5 * Runtime.getRuntime().availableProcessors()) + 1,
            task -> {
                var thread = new Thread(task, "KNIME-Worker-" + count.getAndIncrement());
                thread.setDaemon(true);
                return thread;
            });
    }

    /** Marks those of the nodes that can be executed, or will be able to, and starts the first ones. */
    synchronized void execute(final Collection<NativeNodeContainer> nodes) {
        for (var node : m_graph.inOrder()) {
            var state = node.getNodeContainerState();
            if (nodes.contains(node) && !state.isExecuted() && !state.isExecutionInProgress() && isReachable(node)) {
                node.setState(state.isConfigured() ? InternalNodeContainerState.CONFIGURED_MARKEDFOREXEC
                    : InternalNodeContainerState.UNCONFIGURED_MARKEDFOREXEC);
            }
        }
        startNodes();
    }

    /** All inputs are connected, and their nodes are executed or will be; a node that is idle waits for one of them. */
    private boolean isReachable(final NativeNodeContainer node) {
        var predecessors = m_graph.connectionsTo(node).stream().map(c -> m_workflow.node(c.getSource())).toList();
        return isConnected(node)
            && predecessors.stream().map(NodeContainer::getNodeContainerState)
                .allMatch(state -> state.isExecuted() || state.isExecutionInProgress())
            && (!node.getNodeContainerState().isIdle()
                || predecessors.stream().anyMatch(each -> each.getNodeContainerState().isExecutionInProgress()));
    }

    private boolean isConnected(final NativeNodeContainer node) {
        for (var i = 1; i < node.getNrInPorts(); i++) {
            if (!node.getInPort(i).getPortType().isOptional()
                && m_workflow.getIncomingConnectionFor(node.getID(), i) == null) {
                return false;
            }
        }
        return true;
    }

    private void startNodes() {
        for (var node : m_graph.inOrder()) {
            var state = node.getNodeContainerState();
            var sources = m_graph.connectionsTo(node).stream()
                .map(connection -> m_workflow.node(connection.getSource()).getNodeContainerState());
            if (state.isWaitingToBeExecuted() && sources.allMatch(NodeContainerState::isExecuted)) {
                if (state == InternalNodeContainerState.CONFIGURED_MARKEDFOREXEC) {
                    node.setState(InternalNodeContainerState.EXECUTING);
                    node.prepareExecution();
                    THREADS.execute(() -> run(node));
                } else {
                    unmark(node); // even with all its inputs it could not be configured
                }
            }
        }
        notifyAll();
    }

    private void run(final NativeNodeContainer node) {
        var thread = Thread.currentThread();
        var threadName = thread.getName();
        thread.setName(threadName + "-" + node.getNameWithID());
        var isExecuted = false;
        try {
            isExecuted = node.execute(inputs(node));
        } finally {
            thread.setName(threadName);
            finish(node, isExecuted);
        }
    }

    private synchronized void finish(final NativeNodeContainer node, final boolean isExecuted) {
        if (isExecuted) {
            node.setState(InternalNodeContainerState.EXECUTED);
        } else {
            var message = node.getNodeMessage();
            node.reset();
            node.setState(InternalNodeContainerState.IDLE);
            configure(node);
            node.setNodeMessage(message);
            m_graph.successors(node).forEach(this::unmark);
        }
        configureSuccessors(node);
        startNodes();
    }

    private void unmark(final NativeNodeContainer node) {
        if (node.getNodeContainerState().isWaitingToBeExecuted()) {
            node.setState(node.getNodeContainerState().atRest());
            m_graph.successors(node).forEach(this::unmark);
        }
    }

    private PortObject[] inputs(final NativeNodeContainer node) {
        var inputs = new PortObject[node.getNrInPorts() - 1];
        for (var connection : m_graph.connectionsTo(node)) {
            if (connection.getDestPort() > 0) {
                inputs[connection.getDestPort() - 1] = m_workflow.node(connection.getSource())
                    .getOutPort(connection.getSourcePort()).getPortObject();
            }
        }
        return inputs;
    }

    private void configure(final NativeNodeContainer node) {
        var inSpecs = new PortObjectSpec[node.getNrInPorts() - 1];
        for (var connection : m_graph.connectionsTo(node)) {
            if (connection.getDestPort() > 0) {
                inSpecs[connection.getDestPort() - 1] = m_workflow.node(connection.getSource())
                    .getOutPort(connection.getSourcePort()).getPortObjectSpec();
            }
        }
        node.configure(inSpecs, m_workflow.getWorkflowVariables());
    }

    private void configureSuccessors(final NativeNodeContainer node) {
        var affected = m_graph.withSuccessors(List.of(node));
        affected.remove(node);
        configureThose(affected);
    }

    /** Configures all nodes that are not executed or being executed. */
    synchronized void configureAll() {
        configureThose(m_workflow.nodes());
    }

    private void configureThose(final Collection<NativeNodeContainer> nodes) {
        for (var node : m_graph.inOrder()) {
            var state = node.getNodeContainerState();
            if (nodes.contains(node) && !state.isExecuted() && state != InternalNodeContainerState.EXECUTING) {
                configure(node);
            }
        }
    }

    /** Forgets the results of nodes and of all that depend on them. */
    synchronized void reset(final Collection<NativeNodeContainer> nodes) {
        var affected = m_graph.withSuccessors(nodes);
        if (affected.stream().anyMatch(node -> node.getNodeContainerState().isExecutionInProgress())) {
            throw new IllegalStateException("Cannot reset nodes that are being executed");
        }
        for (var node : affected) {
            node.reset();
            node.setState(InternalNodeContainerState.IDLE);
        }
        configureThose(affected);
    }

    synchronized void cancelAll() {
        m_workflow.nodes().forEach(this::cancel);
    }

    synchronized void cancel(final NativeNodeContainer node) {
        unmark(node);
        if (node.getNodeContainerState() == InternalNodeContainerState.EXECUTING) {
            node.cancel();
        }
        notifyAll();
    }

    synchronized boolean await(final long time, final TimeUnit unit) throws InterruptedException {
        var end = System.nanoTime() + Math.min(unit.toNanos(time), Long.MAX_VALUE / 2);
        while (m_workflow.getNodeContainerState().isExecutionInProgress()) {
            var left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
        return true;
    }
}
