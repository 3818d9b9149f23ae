// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The message kept at a node. Stands for KNIME's {@code org.knime.core.node.workflow.NodeMessage}. */
public final class NodeMessage {
    /** How serious it is. */
    public enum Type {
        /** No message. */
        RESET,
        /** The result is valid but unexpected. */
        WARNING,
        /** There is no result. */
        ERROR
    }

    /** No message. */
    public static final NodeMessage NONE = new NodeMessage(Type.RESET, "");

    private final Type m_type;

    private final String m_message;

    private final String m_issue;

    private final List<String> m_resolutions;

    /**
     * @param messageType how serious it is
     * @param message what is wrong
     */
    public NodeMessage(final Type messageType, final String message) {
        this(messageType, message, null, null);
    }

    /**
     * @param messageType how serious it is
     * @param message what is wrong
     * @param issue details, may be null
     * @param resolutions what the user can do, may be null
     */
    public NodeMessage(final Type messageType, final String message, final String issue,
        final List<String> resolutions) {
        m_type = messageType;
        m_message = message;
        m_issue = issue;
        m_resolutions = resolutions == null ? List.of() : List.copyOf(resolutions);
    }

    /** @return how serious it is */
    public Type getMessageType() {
        return m_type;
    }

    /** @return what is wrong */
    public String getMessage() {
        return m_message;
    }

    /** @return details */
    public Optional<String> getIssue() {
        return Optional.ofNullable(m_issue);
    }

    /** @return what the user can do, may be empty */
    public List<String> getResolutions() {
        return m_resolutions;
    }

    @Override
    public boolean equals(final Object obj) {
        return obj instanceof NodeMessage other && m_type == other.m_type && Objects.equals(m_message, other.m_message)
            && Objects.equals(m_issue, other.m_issue) && m_resolutions.equals(other.m_resolutions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(m_type, m_message);
    }

    @Override
    public String toString() {
        return m_type + ": " + m_message;
    }
}
