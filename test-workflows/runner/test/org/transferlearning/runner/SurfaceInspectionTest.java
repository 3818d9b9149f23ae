// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The five-node workflow through the batch application, in the installation that has the feature. */
class SurfaceInspectionTest {

    private static final String WORKFLOW = "Surface_Inspection";

    private final Build m_build = new Build(TestBuild.root());

    @Test
    void fiveNodeWorkflowLabelsTheHoldOutImages(@TempDir final Path folder) throws Exception {
        final var demo = new Demo(m_build, folder.resolve("demo"));
        demo.execute(WORKFLOW, List.of());
        final var text = demo.report();
        final var accuracy = Pattern.compile("(?m)^Hold-out accuracy: (\\d\\.\\d{3})").matcher(text);
        assertTrue(accuracy.find(), text);
        // 4 classes of equal size: guessing gives 0.25
        assertTrue(Double.parseDouble(accuracy.group(1)) > 0.8, text);
        assertFalse(text.contains("IDLE"), text);
        assertTrue(Files.readAllLines(folder.resolve(Path.of("demo", "predictions.csv"))).size() > 4);
        assertTrue(Files.isRegularFile(demo.executed().resolve("workflow.knime")));
    }

    @Test
    void absentTrainingFolderIsTheReasonThatTheDemoGives(@TempDir final Path folder) {
        final var demo = new Demo(m_build, folder.resolve("demo"));
        final var reason = assertThrows(IOException.class, () -> demo.execute(WORKFLOW,
            List.of("-workflow.variable=train," + folder.resolve("no-such-folder") + ",String"))).getMessage();
        assertTrue(reason.lines().findFirst().orElseThrow().contains("no-such-folder"), reason);
    }

    @Test
    void theCommittedWorkflowStaysAsItWas(@TempDir final Path folder) throws Exception {
        final var workflow = m_build.workflows().resolve(Path.of("workflows", WORKFLOW));
        final var before = files(workflow);
        new Demo(m_build, folder.resolve("demo")).execute(WORKFLOW, List.of("-workflow.variable=epochs,1,int"));
        assertEquals(before, files(workflow));
    }

    private static List<String> files(final Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(file -> file + " " + file.toFile().length()).sorted().toList();
        }
    }
}
