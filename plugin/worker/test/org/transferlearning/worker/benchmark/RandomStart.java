// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Random;
import java.util.stream.Stream;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.NetworkWriter;

/**
 * Makes an untrained network of a trained one. Convolutions: normal with variance 2 / fan-out (He et al., "Delving
 * Deep into Rectifiers", 2015); batch norm: weight 1, bias 0, mean 0, variance 1. The head is new anyway.
 */
final class RandomStart {

    private RandomStart() {
    }

    static Path write(final Path archive, final NetworkSpec spec, final long seed, final Path target)
        throws EngineException, IOException {
        final var random = new Random(seed);
        final var values = new HashMap<String, float[]>();
        for (final Layer layer : spec.layers()) {
            if (!layer.path().equals(spec.head().layer())) {
                Stream.concat(layer.parameters().stream(), layer.buffers().stream())
                    .filter(t -> !t.name().equals("num_batches_tracked"))
                    .forEach(t -> values.put(layer.fullName(t), values(t, random)));
            }
        }
        NetworkWriter.replaceTensors(archive, values, target);
        return target;
    }

    private static float[] values(final Layer.Tensor tensor, final Random random) {
        final var values = new float[Math.toIntExact(tensor.size())];
        if (tensor.shape().size() == 4) {
            final double fanOut = tensor.shape().get(0) * tensor.shape().get(2) * tensor.shape().get(3);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float)(random.nextGaussian() * Math.sqrt(2 / fanOut));
            }
        } else {
            Arrays.fill(values, tensor.name().equals("weight") || tensor.name().equals("running_var") ? 1 : 0);
        }
        return values;
    }
}
