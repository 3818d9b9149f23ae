// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.message;

import java.util.List;
import java.util.Optional;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.util.CheckUtils;
import org.knime.core.node.workflow.NodeMessage;

/**
 * What a node tells its user: a summary, the first problem in detail, ways out.
 * Stands for KNIME's {@code org.knime.core.node.message.Message}.
 */
public final class Message {
    private final String m_summary;

    private final String m_issue;

    private final List<String> m_resolutions;

    Message(final String summary, final String issue, final List<String> resolutions) {
        m_summary = summary;
        m_issue = issue;
        m_resolutions = List.copyOf(resolutions);
    }

    /** @return a builder without content */
    public static MessageBuilder builder() {
        return new MessageBuilder();
    }

    /**
     * @param summary what is wrong, not null
     * @return a message of only that
     */
    public static Message fromSummary(final String summary) {
        return fromSummaryWithResolution(summary);
    }

    /**
     * @param summary what is wrong, not null
     * @param resolutions what the user can do
     * @return the message
     */
    public static Message fromSummaryWithResolution(final String summary, final String... resolutions) {
        CheckUtils.checkArgumentNotNull(summary, "argument must not be null");
        return new Message(summary, null, List.of(resolutions));
    }

    /** @return what is wrong, not null */
    public String getSummary() {
        return m_summary;
    }

    /** @return what the user can do, may be empty */
    public List<String> getResolutions() {
        return m_resolutions;
    }

    Optional<String> getIssue() {
        return Optional.ofNullable(m_issue);
    }

    /** @return summary and details for a log, lines separated by line feeds */
    public String toLogPrintable() {
        return m_issue == null ? m_summary : m_summary + "\n" + m_issue;
    }

    /**
     * @param type warning or error
     * @return what is kept at the node
     */
    public NodeMessage toNodeMessage(final NodeMessage.Type type) {
        return new NodeMessage(type, m_summary, m_issue, m_resolutions);
    }

    /** @return an exception for configure */
    public InvalidSettingsException toInvalidSettingsException() {
        return toInvalidSettingsException(null);
    }

    /**
     * @param cause the reason, may be null
     * @return an exception for configure
     */
    public InvalidSettingsException toInvalidSettingsException(final Throwable cause) {
        return new MessageAwareInvalidSettingsException(this, cause);
    }

    @Override
    public boolean equals(final Object obj) {
        return obj instanceof Message other && m_summary.equals(other.m_summary)
            && getIssue().equals(other.getIssue()) && m_resolutions.equals(other.m_resolutions);
    }

    @Override
    public int hashCode() {
        return m_summary.hashCode();
    }

    @Override
    public String toString() {
        return "Message[summary=" + m_summary + ",issue=" + m_issue + ",resolutions=" + m_resolutions + "]";
    }
}
