// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

/**
 * How to predict.
 *
 * @param batchSize items per call of the network, at least 1
 * @param device where to compute
 */
public record PredictionConfig(int batchSize, Device device) {
}
