// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.testing.RunningWorkflow;

/** The committed workflow of five chained nodes and two readers, from the images to the labeled table. */
class SurfaceInspectionTest {

    @TempDir
    private Path m_folder;

    @Test
    void itLearnsAndSurvivesSavingAndLoading() throws Exception {
        final var folder = SurfaceInspection.copy(m_folder);
        final double accuracy;
        try (var workflow = RunningWorkflow.load(folder)) {
            workflow.execute();
            for (var node = 1; node <= 7; node++) {
                Messages.assertExecuted(workflow, node);
            }
            accuracy = accuracy(workflow);
            // four classes of equal size: guessing gives 0.25
            assertTrue(accuracy > 0.8, "hold-out accuracy " + accuracy);
            workflow.save();
        }
        try (var workflow = RunningWorkflow.load(folder)) {
            assertEquals("", workflow.loadErrors());
            assertEquals(accuracy, accuracy(workflow));
        }
    }

    private static double accuracy(final RunningWorkflow workflow) {
        final var table = workflow.table(7, 1);
        final var label = table.getDataTableSpec().findColumnIndex("Class");
        final var prediction = table.getDataTableSpec().findColumnIndex("Prediction (Class)");
        var right = 0;
        for (final var row : table) {
            right += row.getCell(label).equals(row.getCell(prediction)) ? 1 : 0;
        }
        return (double)right / table.size();
    }
}
