// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

/**
 * How well a network did on some images.
 *
 * @param lossSum sum of the images' cross-entropies, in nats
 * @param correct number of images whose most probable class is theirs
 * @param count number of images
 */
record Score(double lossSum, int correct, int count) {

    static final Score NONE = new Score(0, 0, 0);

    Score plus(final Score other) {
        return new Score(lossSum + other.lossSum, correct + other.correct, count + other.count);
    }

    /** @return mean cross-entropy; NaN if there are no images */
    double loss() {
        return lossSum / count;
    }

    /** @return in [0, 1]; NaN if there are no images */
    double accuracy() {
        return (double)correct / count;
    }
}
