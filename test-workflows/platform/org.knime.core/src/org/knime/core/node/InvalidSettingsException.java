// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

/** Settings that a node cannot use. Stands for KNIME's {@code org.knime.core.node.InvalidSettingsException}. */
public class InvalidSettingsException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message what is wrong, shown on the node */
    public InvalidSettingsException(final String message) {
        super(message);
    }

    /** @param cause the reason; its message becomes this one's */
    public InvalidSettingsException(final Throwable cause) {
        super(cause == null ? null : cause.getMessage(), cause);
    }

    /**
     * @param message what is wrong, shown on the node
     * @param cause the reason
     */
    public InvalidSettingsException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
