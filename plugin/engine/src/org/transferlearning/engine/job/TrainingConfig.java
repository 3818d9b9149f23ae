// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

/**
 * How to train.
 *
 * @param epochs passes over the training items, at least 1
 * @param batchSize items per step, at least 1
 * @param learningRate of layers with multiplier 1, positive
 * @param optimizer the rule for a step
 * @param seed of the order of the items
 * @param device where to compute
 */
public record TrainingConfig(int epochs, int batchSize, double learningRate, Optimizer optimizer, long seed,
    Device device) {

    /** The rule by which gradients change parameters. */
    public enum Optimizer {
            /** Adam, betas 0.9 and 0.999. */
            ADAM,
            /** Adam with decoupled weight decay 0.01. */
            ADAMW,
            /** Stochastic gradient descent with momentum 0.9. */
            SGD
    }
}
