// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.protocol.Message.RunnableNetwork;

/**
 * One of several classes: softmax, cross-entropy as {@code torch.nn.functional.cross_entropy}, accuracy.
 *
 * @param network the network
 */
record Classification(RunnableNetwork network) implements Objective {

    /** Smallest probability whose logarithm is taken, for networks that end in a softmax. */
    private static final float LEAST = 1e-12f;

    @Override
    public void check(final double[] target, final long index) throws EngineException {
        final var label = target[0];
        if (label < 0 || label != (int)label || network.outputs() > 0 && label >= network.outputs()) {
            throw new EngineException(
                "The network \"" + network.name() + "\" predicts " + network.outputs() + " classes, but image " + index
                    + " has class number " + (int)label + ", counted from 0.",
                "Add a Replace Head node.");
        }
    }

    @Override
    public NDArray loss(final NDArray output, final List<double[]> targets, final NDManager batch) {
        final var labels = batch.create(targets.stream().mapToLong(t -> (long)t[0]).toArray());
        final var logarithms = network.isProbabilities() ? output.maximum(LEAST).log() : output.logSoftmax(1);
        return logarithms.gather(labels.expandDims(1), 1).mean().neg();
    }

    @Override
    public double[] values(final float[] outputs) {
        final var values = IntStream.range(0, outputs.length).mapToDouble(i -> outputs[i]).toArray();
        if (network.isProbabilities()) {
            return values;
        }
        final var largest = Arrays.stream(values).max().orElse(0); // e^(x − largest) does not overflow
        final var powers = Arrays.stream(values).map(x -> Math.exp(x - largest)).toArray();
        final var sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(p -> p / sum).toArray();
    }

    /** @return 1 if the most probable class is the image's, the first of several, else 0 */
    @Override
    public double measure(final double[] values, final double[] target) {
        var best = 0;
        for (var i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best == target[0] ? 1 : 0;
    }
}
