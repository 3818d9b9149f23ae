// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.protocol;

import java.io.IOException;

/** The other side sent something that is not a message of this protocol version, or stopped within a message. */
public final class ProtocolException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong with the stream
     */
    public ProtocolException(final String message) {
        super(message);
    }

    /**
     * @param message what is wrong with the stream
     * @param cause where it showed
     */
    public ProtocolException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
