// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.List;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.protocol.Message.RunnableNetwork;

/**
 * Any number of the classes: sigmoid, binary cross-entropy as
 * {@code torch.nn.functional.binary_cross_entropy_with_logits}, share of right decisions.
 *
 * @param network the network
 */
record MultiLabel(RunnableNetwork network) implements Objective {

    /** Smallest probability whose logarithm is taken, for networks that end in a sigmoid. */
    private static final float LEAST = 1e-12f;

    @Override
    public void check(final double[] target, final long index) throws EngineException {
        Regression.requireLength(network, target, index, "label");
        for (final var value : target) {
            if (value != 0 && value != 1) {
                throw new EngineException("A label of image " + index + " has the value " + value + ".",
                    "Use 1 for labels that an image has, and 0 for others.");
            }
        }
    }

    @Override
    public NDArray loss(final NDArray output, final List<double[]> targets, final NDManager batch) {
        final var wanted = Regression.array(targets, batch);
        if (network.isProbabilities()) {
            final var yes = output.maximum(LEAST).log().mul(wanted);
            final var no = output.neg().add(1).maximum(LEAST).log().mul(wanted.neg().add(1));
            return yes.add(no).mean().neg();
        }
        // -y log σ(x) - (1 - y) log(1 - σ(x)) = log(1 + e^x) - x y. Not DJL's SigmoidBinaryCrossEntropyLoss, whose
        // gradient at x = 0, where a zero head starts, is wrong: relu and abs have none there
        return Activation.softPlus(output).sub(output.mul(wanted)).mean();
    }

    @Override
    public double[] values(final float[] outputs) {
        final var values = new double[outputs.length];
        for (var i = 0; i < values.length; i++) {
            values[i] = network.isProbabilities() ? outputs[i] : 1 / (1 + Math.exp(-outputs[i]));
        }
        return values;
    }

    /** @return the share of the classes that are decided right */
    @Override
    public double measure(final double[] values, final double[] target) {
        var right = 0;
        for (var i = 0; i < values.length; i++) {
            right += values[i] >= 0.5 == (target[i] == 1) ? 1 : 0;
        }
        return (double)right / values.length;
    }
}
