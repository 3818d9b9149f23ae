// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed workflow of five chained nodes and two readers, from the images to the labeled table. */
class SurfaceInspectionTest {

    @TempDir
    private Path m_folder;

    @Test
    void itLearnsAndSurvivesSavingAndLoading() throws Exception {
        final var workflows = CommittedWorkflows.copy(m_folder);
        final double accuracy;
        try (var workflow = workflows.open("Surface_Inspection")) {
            workflow.execute();
            for (var node = 1; node <= 7; node++) {
                Messages.assertExecuted(workflow, node);
            }
            accuracy = HoldOut.accuracy(workflow, 7);
            // four classes of equal size: guessing gives 0.25
            assertTrue(accuracy > 0.8, "hold-out accuracy " + accuracy);
            workflow.save();
        }
        try (var workflow = workflows.open("Surface_Inspection")) {
            assertEquals("", workflow.loadErrors());
            assertEquals(accuracy, HoldOut.accuracy(workflow, 7));
        }
    }
}
