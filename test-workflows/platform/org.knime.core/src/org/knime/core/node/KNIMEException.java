// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import org.knime.core.internal.MessageAwareException;
import org.knime.core.node.message.Message;
import org.knime.core.node.util.CheckUtils;

/** A failure explained to the user. Stands for KNIME's {@code org.knime.core.node.KNIMEException}. */
public final class KNIMEException extends Exception implements MessageAwareException {
    private static final long serialVersionUID = 1;

    private final transient Message m_message;

    /** @param message shown on the node as it is */
    public KNIMEException(final String message) {
        this(message, (Throwable)null);
    }

    /**
     * @param message shown on the node as it is; if null, the cause's
     * @param cause the reason, may be null
     */
    public KNIMEException(final String message, final Throwable cause) {
        this(Message.fromSummary(summary(message, cause)), message, cause);
    }

    private KNIMEException(final Message knimeMessage, final String message, final Throwable cause) {
        super(message, cause);
        m_message = knimeMessage;
    }

    private static String summary(final String message, final Throwable cause) {
        if (message != null) {
            return message;
        }
        return cause != null && cause.getMessage() != null ? cause.getMessage() : "unknown reason";
    }

    /**
     * @param message summary, details and resolutions
     * @return the exception
     */
    public static KNIMEException of(final Message message) {
        return of(message, null);
    }

    /**
     * @param message summary, details and resolutions
     * @param cause the reason, may be null
     * @return the exception
     */
    public static KNIMEException of(final Message message, final Throwable cause) {
        CheckUtils.checkArgumentNotNull(message);
        return new KNIMEException(message, message.getSummary(), cause);
    }

    @Override
    public Message getKNIMEMessage() {
        return m_message;
    }
}
