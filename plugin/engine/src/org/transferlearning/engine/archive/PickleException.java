// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.io.IOException;

/** A pickle stream is broken, or holds what TorchScript never writes. */
public final class PickleException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong with the stream, for the log */
    PickleException(final String message) {
        super(message);
    }
}
