// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import org.knime.core.node.NodeProgressMonitor;

/** Stands for KNIME's class of the same name: a node in a workflow, or the workflow itself. */
public abstract class NodeContainer {

    private final WorkflowManager m_parent;

    private final NodeID m_id;

    private volatile NodeMessage m_message = NodeMessage.NONE;

    NodeContainer(final WorkflowManager parent, final NodeID id) {
        m_parent = parent;
        m_id = id;
    }

    /** @return the workflow that it is in */
    public final WorkflowManager getParent() {
        return m_parent;
    }

    /** @return its identifier */
    public final NodeID getID() {
        return m_id;
    }

    /** @return its name */
    public abstract String getName();

    /** @return its name and identifier */
    public final String getNameWithID() {
        return getName() + " " + m_id.getIDWithoutRoot();
    }

    /** @return what it is ready for */
    public abstract NodeContainerState getNodeContainerState();

    /** @return the message that users see at the node; {@link NodeMessage#NONE} for none */
    public final NodeMessage getNodeMessage() {
        return m_message;
    }

    final void setNodeMessage(final NodeMessage message) {
        m_message = message;
    }

    /** @return how far the execution is */
    public abstract NodeProgressMonitor getProgressMonitor();

    /** @return the number of input ports with the flow-variable port */
    public abstract int getNrInPorts();

    /** @return the number of output ports with the flow-variable port */
    public abstract int getNrOutPorts();

    /** @return an input port; 0 is the flow-variable port */
    public abstract NodeInPort getInPort(int index);

    /** @return an output port; 0 is the flow-variable port */
    public abstract NodeOutPort getOutPort(int index);

    @Override
    public String toString() {
        return getNameWithID() + " (" + getNodeContainerState() + ")";
    }
}
