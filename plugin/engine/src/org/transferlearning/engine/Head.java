// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.List;

/**
 * What comes after the backbone: the layer that turns features into one output per class.
 *
 * @param layer path of the head's layer, for example {@code classifier.1}, or {@link #NEW_LAYER} for a new one; empty
 *            if the network has no last linear layer
 * @param features number of features that go in; 0 if unknown
 * @param outputs number of outputs; 0 if unknown
 * @param classes labels of the outputs in their order; empty if unknown
 * @param isProbabilities whether the network ends in a softmax, so that its outputs are probabilities; else logits
 * @param initialization how to make the head's values where it is new and untrained; {@code null} if the archive has
 *            them
 * @param target name of the column that the classes come from; {@code null} if unknown
 */
public record Head(String layer, int features, int outputs, List<String> classes, boolean isProbabilities,
    Initialization initialization, String target) {

    /** The path of the layer that Replace Head adds. */
    public static final String NEW_LAYER = "head";

    /** Copies the labels. */
    public Head {
        classes = List.copyOf(classes);
    }

    /**
     * A head whose classes come from nobody knows which column.
     *
     * @param layer path of the head's layer
     * @param features number of features that go in
     * @param outputs number of outputs
     * @param classes labels of the outputs in their order
     * @param isProbabilities whether the outputs are probabilities
     * @param initialization how to make the head's values; {@code null} if the archive has them
     */
    public Head(final String layer, final int features, final int outputs, final List<String> classes,
        final boolean isProbabilities, final Initialization initialization) {
        this(layer, features, outputs, classes, isProbabilities, initialization, null);
    }

    /**
     * @param newClasses labels of the outputs in their order
     * @return a copy with them
     */
    public Head withClasses(final List<String> newClasses) {
        return new Head(layer, features, outputs, newClasses, isProbabilities, initialization, target);
    }

    /**
     * @param count number of outputs
     * @return a copy with it
     */
    public Head withOutputs(final int count) {
        return new Head(layer, features, count, classes, isProbabilities, initialization, target);
    }

    /**
     * @param newTarget name of the column that the classes come from
     * @return a copy with it
     */
    public Head withTarget(final String newTarget) {
        return new Head(layer, features, outputs, classes, isProbabilities, initialization, newTarget);
    }

    /**
     * The start of a new linear head: weights and biases uniform in ±1/√features, as PyTorch's {@code nn.Linear}, from
     * a generator with a seed.
     *
     * @param cutPoint path of a layer: the one that was the last and whose input are the head's features; with a
     *            pooling, the module after which the network is cut
     * @param seed the generator's seed
     * @param pooling how the tensor after that module becomes the head's features; {@code null} for a cut before the
     *            last layer
     */
    public record Initialization(String cutPoint, long seed, Pooling pooling) {

        /**
         * A head in the place of the last layer.
         *
         * @param cutPoint path of the layer whose input are the head's features
         * @param seed the generator's seed
         */
        public Initialization(final String cutPoint, final long seed) {
            this(cutPoint, seed, null);
        }
    }

    /** @return whether the head's values are still to be made */
    public boolean isUntrained() {
        return initialization != null;
    }
}
