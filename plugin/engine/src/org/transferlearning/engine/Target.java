// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.List;

/**
 * What a network is to predict.
 *
 * @param task what the outputs say
 * @param classes labels of the outputs in their order, for a regression the names of the target columns; empty if
 *            unknown
 * @param scales of a regression's outputs in their order; else empty
 * @param column name of the column that the classes come from; {@code null} if unknown or if each output has a column
 *            of its own, whose name then is its class
 */
public record Target(Task task, List<String> classes, List<Scale> scales, String column) {

    /** Classes of which nobody knows the names. */
    public static final Target UNKNOWN = classes(List.of(), null);

    /** Copies the lists. */
    public Target {
        classes = List.copyOf(classes);
        scales = List.copyOf(scales);
    }

    /**
     * How the numbers of a target column are scaled for training: (number − mean) / deviation. Stored with the network
     * and undone in predictions.
     *
     * @param mean the column's mean
     * @param deviation the column's standard deviation, positive
     */
    public record Scale(double mean, double deviation) {

        /** Leaves numbers as they are. */
        public static final Scale NONE = new Scale(0, 1);

        /** @return whether numbers can be scaled with it, and back */
        boolean isPossible() {
            return Double.isFinite(mean) && Double.isFinite(deviation) && deviation > 0;
        }
    }

    /**
     * @param classes labels of the outputs in their order
     * @param column name of the column that they come from; {@code null} if unknown
     * @return the target of a classification
     */
    public static Target classes(final List<String> classes, final String column) {
        return new Target(Task.CLASSIFICATION, classes, List.of(), column);
    }

    /**
     * @param newClasses labels of the outputs in their order
     * @return a copy with them
     */
    public Target withClasses(final List<String> newClasses) {
        return new Target(task, newClasses, scales, column);
    }

    /**
     * @param newColumn name of the column that the classes come from
     * @return a copy with it
     */
    public Target withColumn(final String newColumn) {
        return new Target(task, classes, scales, newColumn);
    }
}
