// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.message;

import org.knime.core.internal.MessageAwareException;
import org.knime.core.node.InvalidSettingsException;

/** Settings refused with a full message. Stands for KNIME's class of the same name. */
final class MessageAwareInvalidSettingsException extends InvalidSettingsException implements MessageAwareException {
    private static final long serialVersionUID = 1;

    private final transient Message m_message;

    MessageAwareInvalidSettingsException(final Message message, final Throwable cause) {
        super(message.getSummary(), cause);
        m_message = message;
    }

    @Override
    public Message getKNIMEMessage() {
        return m_message;
    }
}
