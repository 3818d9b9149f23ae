// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.transferlearning.testing.RunningWorkflow;

/**
 * A copy of the repository's folder of workflows, so that they can be executed and saved. It is opened as a space: some
 * of the workflows share the images of another one.
 *
 * @param space the copy
 */
record CommittedWorkflows(Path space) {

    private static final Path WORKFLOWS = Path.of("test-workflows", "workflows");

    /**
     * @param folder where to put the copy
     * @return the copy; where the tests do not run in the repository, they are skipped
     */
    static CommittedWorkflows copy(final Path folder) throws IOException {
        final var workflows = locate();
        final var space = folder.resolve("space").toAbsolutePath();
        try (var files = Files.walk(workflows)) {
            for (final var file : files.toList()) {
                Files.copy(file, space.resolve(workflows.relativize(file).toString()));
            }
        }
        return new CommittedWorkflows(space);
    }

    /** @return the names of all workflows */
    List<String> names() throws IOException {
        try (var folders = Files.list(space)) {
            return folders.filter(f -> Files.exists(f.resolve("workflow.knime"))).map(f -> f.getFileName().toString())
                .sorted().toList();
        }
    }

    /** @return the workflow, loaded and not executed */
    RunningWorkflow open(final String name) {
        return RunningWorkflow.loadInSpace(folder(name), space);
    }

    /** @return where the copy of the workflow is */
    Path folder(final String name) {
        return space.resolve(name);
    }

    private static Path locate() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(WORKFLOWS))) {
                return folder.resolve(WORKFLOWS);
            }
        }
        Assumptions.abort("The tests do not run in the repository.");
        return null;
    }
}
