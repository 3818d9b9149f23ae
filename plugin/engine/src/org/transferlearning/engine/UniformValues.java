// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

import org.transferlearning.engine.archive.TensorInfo;

/**
 * Values of a new linear layer: uniform in ±1/√features for weights and biases alike, which is what PyTorch's
 * {@code nn.Linear} draws. From {@link SplittableRandom}, whose sequence Java specifies: the same seed gives the same
 * values everywhere, though not those of PyTorch's generator.
 */
final class UniformValues {

    private static final int CHUNK = 1 << 14;

    private final SplittableRandom m_random;

    private final double m_bound;

    UniformValues(final long seed, final int features) {
        m_random = new SplittableRandom(seed);
        m_bound = 1 / Math.sqrt(features);
    }

    /** Writes the next values, rounded to the storage's type. */
    void writeTo(final OutputStream out, final TensorInfo.Storage storage, final ByteOrder order) throws IOException {
        final int width = storage.type().byteCount();
        final ByteBuffer chunk = ByteBuffer.allocate(width * CHUNK).order(order);
        for (long left = storage.size(); left > 0; left -= CHUNK) {
            final int count = (int)Math.min(left, CHUNK);
            for (int i = 0; i < count; i++) {
                storage.type().put(chunk, i * width, (float)((2 * m_random.nextDouble() - 1) * m_bound));
            }
            out.write(chunk.array(), 0, count * width);
        }
    }
}
