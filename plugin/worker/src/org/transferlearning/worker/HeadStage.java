// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.NetworkWriter;

/**
 * Runs the frozen backbone once per image, keeps the features, and runs only the linear head in every epoch. Possible
 * where nothing else is trainable than a head that {@link NetworkWriter} has made, because the archive has a method
 * that gives that head's input.
 */
final class HeadStage implements Stage {

    private static final String WEIGHT = Head.NEW_LAYER + ".weight";

    private static final String BIAS = Head.NEW_LAYER + ".bias";

    private final LoadedNetwork m_network;

    private final Batch m_batch;

    private final NDArray m_weight;

    private final NDArray m_bias;

    /** Used again for each batch, because direct buffers are freed late. */
    private ByteBuffer m_memory = ByteBuffer.allocateDirect(0);

    private HeadStage(final LoadedNetwork network, final Batch batch) {
        m_network = network;
        m_batch = batch;
        m_weight = network.parameters().get(WEIGHT);
        m_bias = network.parameters().get(BIAS);
    }

    /**
     * @param network the network
     * @param batch makes its input
     * @param trainable full names of its trainable parameters
     * @return the fastest stage that is possible
     */
    static Stage fastest(final LoadedNetwork network, final Batch batch, final Set<String> trainable) {
        return Set.of(WEIGHT, BIAS).containsAll(trainable) && network.hasMethod(NetworkWriter.FEATURES_METHOD)
            && network.parameters().keySet().containsAll(Set.of(WEIGHT, BIAS)) ? new HeadStage(network, batch)
                : new WholeStage(network, batch);
    }

    private int features() {
        return Math.toIntExact(m_weight.getShape().get(1));
    }

    @Override
    public int itemBytes() {
        return features() * Float.BYTES;
    }

    @Override
    public List<byte[]> prepare(final List<byte[]> crops) throws EngineException {
        try (var batch = m_network.newBatch()) {
            final var values = m_network.runMethod(NetworkWriter.FEATURES_METHOD, m_batch.input(crops, batch))
                .toType(DataType.FLOAT32, false).toByteBuffer();
            final var items = new ArrayList<byte[]>(crops.size());
            for (var i = 0; i < crops.size(); i++) {
                final var item = new byte[itemBytes()];
                values.get(item);
                items.add(item);
            }
            return items;
        }
    }

    @Override
    public NDArray output(final List<byte[]> items, final NDManager batch, final boolean withGradients) {
        final var length = items.size() * itemBytes();
        if (m_memory.capacity() < length) {
            m_memory = ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
        }
        m_memory.clear();
        items.forEach(m_memory::put);
        final var features = batch.create(m_memory.flip(), new Shape(items.size(), features()), DataType.FLOAT32);
        return Linear.linear(features, m_weight, m_bias).singletonOrThrow();
    }
}
