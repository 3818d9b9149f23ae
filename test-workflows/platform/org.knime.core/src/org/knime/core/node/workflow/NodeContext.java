// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.util.ArrayDeque;
import java.util.Deque;

/** Stands for KNIME's class of the same name: the node that the current thread works for. */
public final class NodeContext {

    private static final ThreadLocal<Deque<NodeContext>> STACK = ThreadLocal.withInitial(ArrayDeque::new);

    private final NodeContainer m_node;

    private NodeContext(final NodeContainer node) {
        m_node = node;
    }

    /** @return the context of this thread; {@code null} if it does not work for a node */
    public static NodeContext getContext() {
        return STACK.get().peek();
    }

    /** Makes this thread work for a node until {@link #removeLastContext()}. */
    public static void pushContext(final NodeContainer nodeContainer) {
        STACK.get().push(new NodeContext(nodeContainer));
    }

    /** Makes this thread work for the node of another thread's context until {@link #removeLastContext()}. */
    public static void pushContext(final NodeContext context) {
        STACK.get().push(context);
    }

    /** Ends what the last {@code pushContext} began. */
    public static void removeLastContext() {
        STACK.get().pop();
    }

    /** @return the node */
    public NodeContainer getNodeContainer() {
        return m_node;
    }

    /** @return the workflow of the node */
    public WorkflowManager getWorkflowManager() {
        return m_node instanceof WorkflowManager workflow ? workflow : m_node.getParent();
    }
}
