// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import org.knime.core.internal.MessageAwareException;
import org.knime.core.node.message.Message;

/** The user canceled. Stands for KNIME's {@code org.knime.core.node.CanceledExecutionException}. */
public class CanceledExecutionException extends Exception implements MessageAwareException {
    private static final long serialVersionUID = 1;

    /** Says "Execution canceled". */
    public CanceledExecutionException() {
        this("Execution canceled");
    }

    /** @param message shown on the node */
    public CanceledExecutionException(final String message) {
        super(message);
    }

    @Override
    public Message getKNIMEMessage() {
        return Message.fromSummary(getMessage());
    }
}
