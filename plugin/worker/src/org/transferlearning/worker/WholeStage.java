// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.transferlearning.engine.EngineException;

/** Keeps the crops and runs the whole network in every epoch. */
final class WholeStage implements Stage {

    private final LoadedNetwork m_network;

    private final Batch m_batch;

    /**
     * @param network the network
     * @param batch makes its input
     */
    WholeStage(final LoadedNetwork network, final Batch batch) {
        m_network = network;
        m_batch = batch;
    }

    @Override
    public int itemBytes() {
        return m_batch.cropBytes();
    }

    @Override
    public List<byte[]> prepare(final List<byte[]> crops) {
        return crops;
    }

    @Override
    public NDArray output(final List<byte[]> items, final NDManager batch, final boolean withGradients)
        throws EngineException {
        final var images = m_batch.input(items, batch);
        return withGradients ? m_network.runForGradients(images) : m_network.run(images);
    }
}
