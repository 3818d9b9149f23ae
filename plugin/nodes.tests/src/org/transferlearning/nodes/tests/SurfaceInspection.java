// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The workflow folder of this name in the repository. */
final class SurfaceInspection {

    private static final Path WORKFLOW = Path.of("test-workflows", "workflows", "Surface_Inspection");

    private SurfaceInspection() {
    }

    /**
     * @param folder where to
     * @return a copy of the workflow with its images, to be executed and saved
     */
    static Path copy(final Path folder) throws IOException {
        final var workflow = locate();
        final var copy = folder.resolve("Surface_Inspection");
        try (var files = Files.walk(workflow)) {
            for (final var file : files.toList()) {
                Files.copy(file, copy.resolve(workflow.relativize(file).toString()));
            }
        }
        return copy;
    }

    private static Path locate() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(WORKFLOW).resolve("workflow.knime"))) {
                return folder.resolve(WORKFLOW);
            }
        }
        Assumptions.abort("The tests do not run in the repository.");
        return null;
    }
}
