// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import org.transferlearning.testing.RunningWorkflow;

/** How well a network labels images that it has not learned from. */
final class HoldOut {

    private HoldOut() {
    }

    /** @return the part of the images for which the Predict node gives the class that they have */
    static double accuracy(final RunningWorkflow workflow, final int predict) {
        final var table = workflow.table(predict, 1);
        final var label = table.getDataTableSpec().findColumnIndex("Class");
        final var prediction = table.getDataTableSpec().findColumnIndex("Prediction (Class)");
        var right = 0;
        for (final var row : table) {
            right += row.getCell(label).equals(row.getCell(prediction)) ? 1 : 0;
        }
        return (double)right / table.size();
    }
}
