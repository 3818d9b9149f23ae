// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.List;

/**
 * How to make a new head, whose values are not in the archive yet: where the network is cut, how the tensor there
 * becomes features, the layers behind, and their first values.
 *
 * @param cutPoint path of the module after which the network is cut; empty for the cut before its last linear layer
 * @param pooling how the tensor after that module becomes the head's features; {@code null} for the usual one, and for
 *            the cut before the last linear layer
 * @param hidden the layers between the features and the last, linear one
 * @param weights how the first values of the weights are drawn
 * @param bias first values of the last layer's bias, one per output; empty to draw them as PyTorch does
 * @param seed of the random numbers
 */
public record HeadDesign(String cutPoint, Pooling pooling, List<Hidden> hidden, Weights weights, List<Double> bias,
    long seed) {

    /** Copies the lists. */
    public HeadDesign {
        hidden = List.copyOf(hidden);
        bias = List.copyOf(bias);
    }

    /**
     * One linear layer in the place of the last one, with values as PyTorch draws them.
     *
     * @param seed of the random numbers
     */
    public HeadDesign(final long seed) {
        this("", null, List.of(), Weights.UNIFORM, List.of(), seed);
    }

    /**
     * @param newCutPoint path of the module after which the network is cut; empty for the cut before its last linear
     *            layer
     * @param newPooling how the tensor there becomes the head's features
     * @return a copy with them
     */
    public HeadDesign withCut(final String newCutPoint, final Pooling newPooling) {
        return new HeadDesign(newCutPoint, newPooling, hidden, weights, bias, seed);
    }

    /** @return whether the network is cut before its last linear layer */
    public boolean isBeforeLastLayer() {
        return cutPoint.isEmpty();
    }

    /**
     * A hidden layer of a head: linear, then batch norm if wanted, the activation, and dropout.
     *
     * @param units number of its outputs, at least 1
     * @param activation applied to them
     * @param hasBatchNorm whether there is a batch norm before the activation
     * @param dropout probability that a unit is left out in a training step, in [0, 1); 0 for no dropout
     */
    public record Hidden(int units, Activation activation, boolean hasBatchNorm, double dropout) {
    }

    /** What is applied to each unit of a hidden layer. */
    public enum Activation {
            /** max(0, x). */
            RELU,
            /** x Φ(x), Φ the standard normal distribution function. */
            GELU,
            /** x / (1 + exp(−x)). */
            SILU,
            /** Hyperbolic tangent. */
            TANH
    }

    /** How the first weights of a head's linear layers are drawn; names and formulas as in {@code torch.nn.init}. */
    public enum Weights {
            /** Uniform in ±1/√inputs, weights and biases: what {@code nn.Linear} does by itself. */
            UNIFORM,
            /** Uniform in ±√(6/inputs), biases 0 ({@code kaiming_uniform_}). */
            KAIMING_UNIFORM,
            /** Normal with deviation √(2/inputs), biases 0 ({@code kaiming_normal_}). */
            KAIMING_NORMAL,
            /** Uniform in ±√(6/(inputs + outputs)), biases 0 ({@code xavier_uniform_}). */
            XAVIER_UNIFORM,
            /** Normal with deviation √(2/(inputs + outputs)), biases 0 ({@code xavier_normal_}). */
            XAVIER_NORMAL,
            /** Normal with deviation 0.01, biases 0. */
            SMALL_NORMAL,
            /** The last layer is 0, so that all outputs start equal; the others as {@link #UNIFORM}. */
            ZERO
    }
}
