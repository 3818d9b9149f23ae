// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.util;

import org.knime.core.node.InvalidSettingsException;

/** Limits of settings, for values that flow variables carry past the dialog, which has the same limits. */
public final class Limit {

    private static final String WAY_OUT = " Change it in the dialog, or the flow variable that sets it.";

    private Limit() {
    }

    /**
     * @param condition what must hold
     * @param message what is wrong if it does not: one sentence, with the value
     * @throws InvalidSettingsException with the message and what to do, if the condition does not hold
     */
    public static void require(final boolean condition, final String message) throws InvalidSettingsException {
        if (!condition) {
            throw new InvalidSettingsException(message + WAY_OUT);
        }
    }

    /**
     * @param exception from a record that has the limits
     * @return its message and what to do
     */
    public static InvalidSettingsException exceeded(final IllegalArgumentException exception) {
        return new InvalidSettingsException(exception.getMessage() + WAY_OUT, exception);
    }

    /**
     * @param batchSize images at once, at least 1
     * @param gpu number of a GPU, from 0
     * @throws InvalidSettingsException if one of them is out of its range
     */
    public static void requireExecution(final int batchSize, final int gpu) throws InvalidSettingsException {
        require(batchSize >= 1, "The batch size must be at least 1, but is " + batchSize + ".");
        require(gpu >= 0, "The number of the GPU must not be negative, but is " + gpu + ".");
    }
}
