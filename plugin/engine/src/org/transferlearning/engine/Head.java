// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

/**
 * What comes after the backbone: the layers that turn features into one output per class.
 *
 * @param layer path of the head's layer, for example {@code classifier.1}, or {@link #NEW_LAYER} for a new one; empty
 *            if the network has no last linear layer
 * @param features number of features that go in; 0 if unknown
 * @param outputs number of outputs; 0 if unknown
 * @param isReplaceable whether the network can be cut before the head
 * @param isProbabilities whether the network ends in a softmax, so that its outputs are probabilities; else logits
 * @param target what the outputs mean
 * @param design how to make the head where it is new and untrained; {@code null} if the archive has its values
 */
public record Head(String layer, int features, int outputs, boolean isReplaceable, boolean isProbabilities,
    Target target, HeadDesign design) {

    /** The path of the module that Replace Head adds: a linear layer, or the parent of a head's several layers. */
    public static final String NEW_LAYER = "head";

    /** No last linear layer. */
    public static final Head NONE = new Head("", 0, 0, false, false, Target.UNKNOWN, null);

    /**
     * @param newTarget what the outputs mean
     * @return a copy with it
     */
    public Head withTarget(final Target newTarget) {
        return new Head(layer, features, outputs, isReplaceable, isProbabilities, newTarget, design);
    }

    /**
     * @param count number of outputs
     * @return a copy with it
     */
    public Head withOutputs(final int count) {
        return new Head(layer, features, count, isReplaceable, isProbabilities, target, design);
    }

    /** @return a copy whose values are in the archive */
    public Head trained() {
        return new Head(layer, features, outputs, isReplaceable, isProbabilities, target, null);
    }

    /** @return whether the head's values are still to be made */
    public boolean isUntrained() {
        return design != null;
    }

    /**
     * @param path path of a module
     * @return whether it is the head or a part of it
     */
    public boolean contains(final String path) {
        return !layer.isEmpty() && (path + ".").startsWith(layer + ".");
    }
}
