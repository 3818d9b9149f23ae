// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.transferlearning.engine.Count;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Target.Scale;
import org.transferlearning.engine.protocol.Message.RunnableNetwork;

/**
 * Numbers: scaled in training and unscaled in predictions, squared error as {@code torch.nn.functional.mse_loss},
 * absolute error.
 *
 * @param network the network
 */
record Regression(RunnableNetwork network) implements Objective {

    @Override
    public void check(final double[] target, final long index) throws EngineException {
        requireLength(network, target, index, "number");
        for (final var value : target) {
            if (!Double.isFinite(value)) {
                throw new EngineException("A number to predict for image " + index + " is " + value + ".",
                    "Leave out images without a finite number.");
            }
        }
    }

    /** Checks that a target has a value for each output. */
    static void requireLength(final RunnableNetwork network, final double[] target, final long index,
        final String noun) throws EngineException {
        if (network.outputs() > 0 && target.length != network.outputs()) {
            throw new EngineException(
                "The network \"" + network.name() + "\" predicts "
                    + Count.of(network.outputs(), noun) + ", but image " + index + " has " + target.length + ".",
                "Add a Replace Head node.");
        }
    }

    /** Targets as float32, (n, outputs). */
    static NDArray array(final List<double[]> targets, final NDManager batch) {
        final var outputs = targets.get(0).length;
        final var values = new float[targets.size() * outputs];
        for (var i = 0; i < values.length; i++) {
            values[i] = (float)targets.get(i / outputs)[i % outputs];
        }
        return batch.create(values, new Shape(targets.size(), outputs));
    }

    @Override
    public NDArray loss(final NDArray output, final List<double[]> targets, final NDManager batch) {
        return output.sub(array(targets.stream().map(this::scaled).toList(), batch)).square().mean();
    }

    private double[] scaled(final double[] target) {
        return IntStream.range(0, target.length)
            .mapToDouble(i -> (target[i] - scale(i).mean()) / scale(i).deviation()).toArray();
    }

    @Override
    public double[] values(final float[] outputs) {
        return IntStream.range(0, outputs.length)
            .mapToDouble(i -> outputs[i] * scale(i).deviation() + scale(i).mean()).toArray();
    }

    private Scale scale(final int output) {
        return network.scales().isEmpty() ? Scale.NONE : network.scales().get(output);
    }

    /** @return the mean absolute error over the outputs */
    @Override
    public double measure(final double[] values, final double[] target) {
        var sum = 0.0;
        for (var i = 0; i < values.length; i++) {
            sum += Math.abs(values[i] - target[i]);
        }
        return sum / values.length;
    }
}
