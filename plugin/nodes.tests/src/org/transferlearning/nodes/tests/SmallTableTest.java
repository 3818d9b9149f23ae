// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables with less rows than a batch, and too few to keep some back, as a filter can leave them. */
class SmallTableTest {

    /** More images than there are in the tables. */
    private static final int BATCH = 64;

    @TempDir
    private Path m_folder;

    @Test
    void oneRowIsLearnedAndPredicted() throws Exception {
        final var chain = new Chain(m_folder.resolve("workflow"));
        final var table = chain.table(Shades.SPEC, Shades.rows(m_folder.resolve("images"), 2)[1]);
        final var head = chain.untrained(table, TargetsTest.numbers("Level").put("scaling", "NONE"));
        final var trained = chain.fineTune(head, table,
            NodeSettingsMap.fineTune("Path", null).put("epochs", 1).put("batchSize", BATCH));
        final var node = chain.predict(trained, table, NodeSettingsMap.predict("Path").put("batchSize", BATCH));
        try (var workflow = chain.open()) {
            workflow.execute();
            Messages.assertWarned(workflow, trained, "No images were kept back for validation",
                "Provide more images");
            Messages.assertExecuted(workflow, node);
            assertEquals(1, workflow.table(node, 1).size());
        }
    }

    @Test
    void oneRowOfEachClassIsLearnedAndPredicted() throws Exception {
        final var images = Pictures.folder(m_folder.resolve("images"), 1);
        final var chain = new Chain(m_folder.resolve("workflow"));
        final var table = chain.table(Pictures.spec("plain", "striped"), Pictures.rows(images, 1));
        final var trained = chain.fineTune(chain.untrained(table, "Class"), table,
            NodeSettingsMap.fineTune("Path", "Class").put("epochs", 1).put("batchSize", BATCH));
        final var node = chain.predict(trained, table, NodeSettingsMap.predict("Path").put("batchSize", BATCH));
        try (var workflow = chain.open()) {
            workflow.execute();
            Messages.assertWarned(workflow, trained, "No images were kept back for validation");
            Messages.assertExecuted(workflow, node);
            assertEquals(2, workflow.table(node, 1).size());
        }
    }
}
