// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which nodes of a workflow depend on which others. */
final class WorkflowGraph {

    private final WorkflowManager m_workflow;

    WorkflowGraph(final WorkflowManager workflow) {
        m_workflow = workflow;
    }

    /** @return nodes with all that they need */
    Set<NativeNodeContainer> withPredecessors(final NodeID... ids) {
        var nodes = new LinkedHashSet<NativeNodeContainer>();
        for (var id : ids) {
            var node = m_workflow.node(id);
            nodes.add(node);
            nodes.addAll(withPredecessors(
                connectionsTo(node).stream().map(ConnectionContainer::getSource).toArray(NodeID[]::new)));
        }
        return nodes;
    }

    Set<NativeNodeContainer> withSuccessors(final Collection<NativeNodeContainer> nodes) {
        var all = new LinkedHashSet<>(nodes);
        nodes.forEach(node -> all.addAll(withSuccessors(successors(node))));
        return all;
    }

    List<NativeNodeContainer> successors(final NativeNodeContainer node) {
        return m_workflow.getConnectionContainers().stream().filter(c -> c.getSource().equals(node.getID()))
            .map(c -> m_workflow.node(c.getDest())).distinct().toList();
    }

    List<ConnectionContainer> connectionsTo(final NativeNodeContainer node) {
        return m_workflow.getConnectionContainers().stream().filter(c -> c.getDest().equals(node.getID())).toList();
    }

    /** @return all nodes, each after those that it depends on */
    Collection<NativeNodeContainer> inOrder() {
        var order = new LinkedHashSet<NativeNodeContainer>();
        m_workflow.nodes().forEach(node -> addInOrder(node, order));
        return order;
    }

    private void addInOrder(final NativeNodeContainer node, final Set<NativeNodeContainer> order) {
        if (!order.contains(node)) {
            connectionsTo(node).forEach(c -> addInOrder(m_workflow.node(c.getSource()), order));
            order.add(node);
        }
    }
}
