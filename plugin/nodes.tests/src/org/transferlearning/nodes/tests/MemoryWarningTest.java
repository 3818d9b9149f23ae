// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the nodes say when the memory is not sufficient for the batch size. */
class MemoryWarningTest {

    /** One of the worker's small networks: asks for more memory than there can be for more than 4 images. */
    private static final String GREEDY = "plugin/worker/test-data/networks/greedy.pt";

    @TempDir
    private Path m_folder;

    @Test
    void theNodesSayThatTheBatchSizeWasReduced() throws Exception {
        final var chain = new Chain(m_folder.resolve("workflow"));
        final var images = Pictures.folder(m_folder.resolve("images"), 6);
        final var table = chain.table(Pictures.spec("plain", "striped"), Pictures.rows(images, 6));
        final var untrained = chain.replaceHead(chain.load(NodeSettingsMap.load(greedy().toString())), table,
            NodeSettingsMap.replaceHead("Class"));
        final var trained = chain.fineTune(untrained, table,
            NodeSettingsMap.fineTune("Path", "Class").put("batchSize", 12).put("validation", "NONE"));
        final var predict = chain.predict(trained, table, NodeSettingsMap.predict("Path").put("batchSize", 8));
        try (var workflow = chain.open()) {
            workflow.execute();
            Messages.assertWarned(workflow, trained, "The batch size was reduced from 12 to 3, because the memory was"
                + " not sufficient for a batch of 12 images.");
            Messages.assertWarned(workflow, predict, "The batch size was reduced from 8 to 4, because the memory was"
                + " not sufficient for a batch of 8 images.");
        }
    }

    private static Path greedy() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(GREEDY))) {
                return folder.resolve(GREEDY);
            }
        }
        return Assumptions.abort("The tests do not run in the repository.");
    }
}
