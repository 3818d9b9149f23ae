// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.TrainingArchive;

/**
 * How a network is run in training: its frozen part, if it has one, once per image, and the rest in every epoch.
 *
 * <p>
 * The frozen part's result is kept instead of the crop if it is at most {@value #LARGEST} times as long, which it is
 * behind the first blocks of usual networks, and as long as there is room. Reading 1.2 MB takes less than a
 * millisecond, computing them again tens of them. Else the frozen part is run for each batch, without gradients.
 * Feature maps are kept with their channels last, as the input's are.
 */
final class Stage {

    /** How many times as long as a crop what is kept of an image may be: 1.2 MB for 224 × 224 pixels. */
    static final int LARGEST = 8;

    private final LoadedNetwork m_network;

    private final Batch m_batch;

    private final boolean m_isSplit;

    /** Bytes that may still be kept of what the frozen part gives. */
    private long m_room;

    /** Of what is kept for one image of what the frozen part gives; {@code null} while nothing is kept of it. */
    private Shape m_shape;

    /** Used again for each batch, because direct buffers are freed late. */
    private ByteBuffer m_memory = ByteBuffer.allocateDirect(0);

    /**
     * @param network a network for training
     * @param batch makes its input
     * @param room bytes that may be kept of what the frozen part gives
     */
    Stage(final LoadedNetwork network, final Batch batch, final long room) {
        m_network = network;
        m_batch = batch;
        m_isSplit = network.hasMethod(TrainingArchive.FROZEN_PART);
        m_room = room;
    }

    /**
     * Computes what does not change in training.
     *
     * @param crops uint8, HWC
     * @return what is to be kept of each image
     * @throws EngineException if the network cannot be run
     */
    List<byte[]> prepare(final List<byte[]> crops) throws EngineException {
        if (!m_isSplit || m_room <= 0) {
            return crops;
        }
        try (var batch = m_network.newBatch()) {
            final var result = m_network.runMethod(TrainingArchive.FROZEN_PART, m_batch.input(crops, batch));
            final var bytes = result.size() / crops.size() * Float.BYTES;
            m_room -= bytes * crops.size();
            if (m_room < 0 || bytes > (long)LARGEST * m_batch.cropBytes() || !isPerImage(result, crops.size())) {
                m_room = 0;
                return crops;
            }
            final var kept = result.getShape().dimension() == 4 ? result.transpose(0, 2, 3, 1) : result;
            m_shape = kept.getShape().slice(1);
            final var values = kept.toByteBuffer();
            final var items = new ArrayList<byte[]>(crops.size());
            for (var i = 0; i < crops.size(); i++) {
                final var item = new byte[itemBytes()];
                values.get(item, 0, (int)bytes);
                items.add(item);
            }
            return items;
        }
    }

    private static boolean isPerImage(final NDArray result, final int count) {
        return result.getDataType() == DataType.FLOAT32 && result.getShape().dimension() > 0
            && result.getShape().get(0) == count;
    }

    /** The length of what is kept; one byte more than needed where that is as long as a crop, to tell them apart. */
    private int itemBytes() {
        final var bytes = (int)m_shape.size() * Float.BYTES;
        return bytes == m_batch.cropBytes() ? bytes + 1 : bytes;
    }

    /**
     * Computes the network's output from what has been kept.
     *
     * @param items from {@link #prepare}
     * @param batch owner of everything temporary
     * @param isTraining whether dropout is active, running statistics are updated, and the output has gradients with
     *            respect to the parameters that require them
     * @return float32, (n, outputs)
     * @throws EngineException if the network cannot be run
     */
    NDArray output(final List<byte[]> items, final NDManager batch, final boolean isTraining) throws EngineException {
        return m_network.runTrainable(start(items, batch), isTraining);
    }

    /** The input of the trainable part. */
    private NDArray start(final List<byte[]> items, final NDManager batch) throws EngineException {
        if (!m_isSplit) {
            return m_batch.input(items, batch);
        }
        final var crops = new ArrayList<byte[]>();
        final var kept = new ArrayList<byte[]>();
        final var places = new long[items.size()];
        for (var i = 0; i < items.size(); i++) {
            final var isCrop = items.get(i).length == m_batch.cropBytes();
            // first those that are kept, then those that are computed
            places[i] = isCrop ? -1L - crops.size() : kept.size();
            (isCrop ? crops : kept).add(items.get(i));
        }
        if (kept.isEmpty()) {
            return computed(crops, batch);
        } else if (crops.isEmpty()) {
            return read(kept, batch);
        }
        for (var i = 0; i < places.length; i++) {
            places[i] = places[i] < 0 ? kept.size() - 1 - places[i] : places[i];
        }
        return read(kept, batch).concat(computed(crops, batch), 0).get(batch.create(places));
    }

    private NDArray computed(final List<byte[]> crops, final NDManager batch) throws EngineException {
        // a copy: PyTorchLibrary.moduleRunMethod makes an inference tensor, of which nothing can have gradients
        return m_network.runMethod(TrainingArchive.FROZEN_PART, m_batch.input(crops, batch)).duplicate();
    }

    private NDArray read(final List<byte[]> items, final NDManager batch) {
        final var bytes = (int)m_shape.size() * Float.BYTES;
        final var length = Math.multiplyExact(items.size(), bytes);
        if (m_memory.capacity() < length) {
            m_memory = ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
        }
        m_memory.clear();
        items.forEach(i -> m_memory.put(i, 0, bytes));
        final var kept = batch.create(m_memory.flip(), new Shape(items.size()).addAll(m_shape), DataType.FLOAT32);
        return m_shape.dimension() == 3 ? kept.transpose(0, 3, 1, 2) : kept;
    }
}
