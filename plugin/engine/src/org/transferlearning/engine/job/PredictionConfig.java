// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

/**
 * How to predict.
 *
 * @param batchSize items per call of the network, at least 1
 * @param device where to compute
 * @param hasEmbeddings whether the head's input is wanted too; needs a network with a replaced head
 */
public record PredictionConfig(int batchSize, Device device, boolean hasEmbeddings) {

    /**
     * Without embeddings.
     *
     * @param batchSize items per call of the network, at least 1
     * @param device where to compute
     */
    public PredictionConfig(final int batchSize, final Device device) {
        this(batchSize, device, false);
    }
}
