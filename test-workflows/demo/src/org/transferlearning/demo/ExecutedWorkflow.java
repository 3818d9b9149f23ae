// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.workflow.NodeContainer;
import org.knime.core.node.workflow.NodeMessage;
import org.knime.core.node.workflow.WorkflowLoadHelper;
import org.knime.core.node.workflow.WorkflowManager;
import org.knime.core.node.workflow.contextv2.WorkflowContextV2;

/** A workflow that was executed and saved, loaded again. */
final class ExecutedWorkflow implements AutoCloseable {

    private final WorkflowManager m_workflow;

    private ExecutedWorkflow(final WorkflowManager workflow) {
        m_workflow = workflow;
    }

    /**
     * @param folder the workflow's folder
     * @return the workflow
     * @throws IOException if there is no workflow or it cannot be loaded
     */
    static ExecutedWorkflow load(final Path folder) throws IOException {
        if (!Files.isRegularFile(folder.resolve("workflow.knime"))) {
            throw new IOException("There is no workflow in \"" + folder + "\".");
        }
        try {
            final var helper = new WorkflowLoadHelper(WorkflowContextV2.forTemporaryWorkflow(folder, null));
            return new ExecutedWorkflow(
                WorkflowManager.loadProject(folder.toFile(), new ExecutionMonitor(), helper).getWorkflowManager());
        } catch (IOException ex) {
            throw ex;
        } catch (Exception ex) { // KNIME declares five more
            throw new IOException("The workflow in \"" + folder + "\" cannot be loaded: " + ex.getMessage(), ex);
        }
    }

    /**
     * @throws IOException if a node is not executed, with the messages of those that are the reason
     */
    void requireExecuted() throws IOException {
        final var others = sorted().stream().filter(node -> !node.getNodeContainerState().isExecuted()).toList();
        if (!others.isEmpty()) {
            // a node that only waits for another has no message
            final var reasons = Stream.of(NodeMessage.Type.ERROR, NodeMessage.Type.WARNING, NodeMessage.Type.RESET)
                .map(type -> others.stream().filter(node -> node.getNodeMessage().getMessageType() == type).toList())
                .filter(nodes -> !nodes.isEmpty()).findFirst().orElse(others);
            throw new IOException(reasons.stream().map(node -> "The node \"" + node.getName() + "\" ("
                + node.getID().getIndex() + ") was not executed. " + node.getNodeMessage().getMessage())
                .collect(Collectors.joining("\n")));
        }
    }

    /** @return a line for each node: its number, name, state and message */
    List<String> nodes() {
        return sorted().stream().map(ExecutedWorkflow::describe).toList();
    }

    /**
     * @param name the name of a node
     * @return the last node with it
     * @throws IOException if there is none
     */
    NodeContainer node(final String name) throws IOException {
        return sorted().stream().filter(node -> node.getName().equals(name)).reduce((first, second) -> second)
            .orElseThrow(() -> new IOException("The workflow has no node \"" + name + "\"."));
    }

    private List<NodeContainer> sorted() {
        return m_workflow.getNodeContainers().stream()
            .sorted(Comparator.comparingInt(node -> node.getID().getIndex())).toList();
    }

    private static String describe(final NodeContainer node) {
        final var message = node.getNodeMessage();
        return String.format("%2d  %-22s %s%s", node.getID().getIndex(), node.getName(),
            node.getNodeContainerState().isExecuted() ? "EXECUTED" : "NOT EXECUTED", text(message));
    }

    private static String text(final NodeMessage message) {
        return message.getMessageType() == NodeMessage.Type.RESET ? ""
            : "  " + message.getMessageType() + ": " + message.getMessage();
    }

    @Override
    public void close() {
        WorkflowManager.ROOT.removeProject(m_workflow.getID());
    }
}
