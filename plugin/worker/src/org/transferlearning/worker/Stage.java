// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.transferlearning.engine.EngineException;

/** How a network is run in training: what is computed once per image, and what in every epoch. */
interface Stage {

    /** @return the length in bytes of what is kept of an image */
    int itemBytes();

    /**
     * Computes what does not change in training.
     *
     * @param crops uint8, HWC
     * @return what is to be kept of each image
     * @throws EngineException if the network cannot be run
     */
    List<byte[]> prepare(List<byte[]> crops) throws EngineException;

    /**
     * Computes the network's output from what has been kept.
     *
     * @param items from {@link #prepare}
     * @param batch owner of everything temporary
     * @param withGradients whether the output has gradients with respect to the parameters that require them
     * @return float32, (n, outputs)
     * @throws EngineException if the network cannot be run
     */
    NDArray output(List<byte[]> items, NDManager batch, boolean withGradients) throws EngineException;
}
