// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.worker.image.Preprocessor;

/** Turns crops into the network's input. The memory is used again for the next input. */
final class Batch {

    private final Preprocessing m_preprocessing;

    private final Preprocessor m_preprocessor;

    private float[] m_values = {};

    private ByteBuffer m_memory = ByteBuffer.allocateDirect(0);

    /**
     * @param preprocessing how images become input
     */
    Batch(final Preprocessing preprocessing) {
        m_preprocessing = preprocessing;
        m_preprocessor = new Preprocessor(preprocessing);
    }

    /** @return the length of a crop in bytes */
    int cropBytes() {
        return m_preprocessor.cropBytes();
    }

    /**
     * Makes the input. Its channels come last in memory, in which PyTorch's convolutions are faster on a processor.
     *
     * @param crops uint8, HWC
     * @param manager owner of the result
     * @return float32, NCHW (n, channels, crop, crop), normalized by mean and std; valid until the next call
     */
    NDArray input(final List<byte[]> crops, final NDManager manager) {
        final var size = cropBytes();
        final var length = size * crops.size();
        if (m_values.length < length) {
            m_values = new float[length];
            m_memory = ByteBuffer.allocateDirect(length * Float.BYTES).order(ByteOrder.nativeOrder());
        }
        for (var i = 0; i < crops.size(); i++) {
            m_preprocessor.normalize(crops.get(i), m_values, i * size);
        }
        m_memory.clear();
        m_memory.asFloatBuffer().put(m_values, 0, length);
        final var shape = new Shape(crops.size(), m_preprocessing.crop(), m_preprocessing.crop(),
            m_preprocessing.channels().count());
        return manager.create(m_memory.limit(length * Float.BYTES), shape, DataType.FLOAT32).transpose(0, 3, 1, 2);
    }

    /**
     * @param count number of images
     * @return the shape of their input
     */
    Shape shape(final int count) {
        return new Shape(count, m_preprocessing.channels().count(), m_preprocessing.crop(), m_preprocessing.crop());
    }
}
