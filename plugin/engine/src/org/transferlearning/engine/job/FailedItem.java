// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

/**
 * An item that could not be used.
 *
 * @param index its position in the input, from 0
 * @param reason why, half a sentence, for example {@code not an image}
 */
public record FailedItem(long index, String reason) {
}
