// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import org.transferlearning.engine.Count;
import org.transferlearning.engine.EngineException;

/**
 * The memory, of whatever device, is not sufficient for a batch, and nothing has changed: a smaller one may be tried.
 */
final class MemoryException extends EngineException {

    private static final long serialVersionUID = 1L;

    /**
     * @param network its name
     * @param count number of images in the batch
     * @param cause for the log
     */
    MemoryException(final String network, final long count, final Throwable cause) {
        super("The memory is not sufficient for the network \"" + network + "\" with a batch of "
            + Count.of(count, "image") + ".",
            "Choose a smaller batch size; in training, freeze more layers.", cause);
    }

    /** @return the same, where something has changed that a second attempt would change again */
    EngineException unrepeatable() {
        return new EngineException(getMessage(), resolution(), getCause());
    }
}
