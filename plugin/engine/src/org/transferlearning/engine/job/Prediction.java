// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

/**
 * What the network says of one item.
 *
 * @param index the item's position in the input, from 0
 * @param probabilities one per class, sum 1; {@code null} if the item failed
 * @param failure why there are none, half a sentence; {@code null} if there are
 */
public record Prediction(long index, float[] probabilities, String failure) {
}
