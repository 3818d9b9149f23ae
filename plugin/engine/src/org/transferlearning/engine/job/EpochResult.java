// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import org.transferlearning.engine.Task;

/**
 * What an epoch brought. Losses are means over the items: for {@link Task#CLASSIFICATION} of the cross-entropy, in
 * nats; for {@link Task#MULTI_LABEL} of the binary cross-entropy, in nats, over the classes too; for
 * {@link Task#REGRESSION} of the squared error of the scaled numbers, over the outputs too. The measure is what people
 * look at: for CLASSIFICATION the accuracy, in [0, 1]; for MULTI_LABEL the label accuracy, the share of right decisions
 * over all items and classes, where a label is given from the probability 0.5 on, in [0, 1]; for REGRESSION the mean
 * absolute error over all items and outputs, in the units of the targets.
 *
 * @param epoch its number, from 1
 * @param trainingLoss over the training items, as seen while training
 * @param trainingMeasure over the training items, as seen while training
 * @param validationLoss over the validation items; NaN if there are none
 * @param validationMeasure over the validation items; NaN if there are none
 * @param learningRate of layers with multiplier 1
 * @param seconds the epoch took, with validation
 */
public record EpochResult(int epoch, double trainingLoss, double trainingMeasure, double validationLoss,
    double validationMeasure, double learningRate, double seconds) {
}
