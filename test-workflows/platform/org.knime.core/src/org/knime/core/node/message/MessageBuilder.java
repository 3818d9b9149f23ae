// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects a {@link Message}; of several issues only the first is kept.
 * Stands for KNIME's {@code org.knime.core.node.message.MessageBuilder}.
 */
public final class MessageBuilder {
    private final List<String> m_resolutions = new ArrayList<>();

    private String m_summary;

    private String m_issue;

    MessageBuilder() {
    }

    /** @return the summary set so far */
    public Optional<String> getSummary() {
        return Optional.ofNullable(m_summary);
    }

    /**
     * @param summary what is wrong
     * @return this
     */
    public MessageBuilder withSummary(final String summary) {
        m_summary = summary;
        return this;
    }

    /**
     * @param description one problem
     * @return this
     */
    public MessageBuilder addTextIssue(final String description) {
        if (m_issue == null) {
            m_issue = description;
        }
        return this;
    }

    /**
     * @param resolutions what the user can do
     * @return this
     */
    public MessageBuilder addResolutions(final String... resolutions) {
        m_resolutions.addAll(List.of(resolutions));
        return this;
    }

    /** @return the message, empty if there is no summary */
    public Optional<Message> build() {
        return getSummary().map(summary -> new Message(summary, m_issue, m_resolutions));
    }
}
