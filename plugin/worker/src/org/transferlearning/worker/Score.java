// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

/**
 * How well a network did on some images.
 *
 * @param lossSum sum of the images' losses
 * @param measureSum sum of the images' measures
 * @param count number of images
 * @see Objective
 */
record Score(double lossSum, double measureSum, int count) {

    static final Score NONE = new Score(0, 0, 0);

    /** Adds up. */
    static final class Sum {

        private Score m_score = NONE;

        void add(final Score score) {
            m_score = m_score.plus(score);
        }

        Score score() {
            return m_score;
        }
    }

    Score plus(final Score other) {
        return new Score(lossSum + other.lossSum, measureSum + other.measureSum, count + other.count);
    }

    /** @return the mean loss; NaN if there are no images */
    double loss() {
        return lossSum / count;
    }

    /** @return the mean measure; NaN if there are no images */
    double measure() {
        return measureSum / count;
    }
}
