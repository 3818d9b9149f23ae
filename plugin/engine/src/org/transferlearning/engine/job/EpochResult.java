// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

/**
 * What an epoch brought.
 *
 * @param epoch its number, from 1
 * @param trainingLoss mean cross-entropy over the training items, in nats, as seen while training
 * @param trainingAccuracy in [0, 1], as seen while training
 * @param validationLoss mean cross-entropy over the validation items; NaN if there are none
 * @param validationAccuracy in [0, 1]; NaN if there are none
 * @param learningRate of layers with multiplier 1
 * @param seconds the epoch took, with validation
 */
public record EpochResult(int epoch, double trainingLoss, double trainingAccuracy, double validationLoss,
    double validationAccuracy, double learningRate, double seconds) {
}
