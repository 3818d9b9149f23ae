// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import org.transferlearning.engine.Task;

/**
 * What the network says of one item.
 *
 * @param index the item's position in the input, from 0
 * @param values one for each output, by the network's task: for {@link Task#CLASSIFICATION} probabilities, sum 1; for
 *            {@link Task#MULTI_LABEL} probabilities independent of each other; for {@link Task#REGRESSION} the numbers,
 *            in the units that it was trained with (not scaled); {@code null} if the item failed
 * @param embedding the head's input, float (features); {@code null} if the item failed or nobody asked for it
 * @param failure why there are no values, half a sentence; {@code null} if there are
 */
public record Prediction(long index, double[] values, float[] embedding, String failure) {
}
