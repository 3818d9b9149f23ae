// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataRow;

/** What Fine-tune says of tables and networks that it cannot use. */
class FineTuneMessagesTest {

    @TempDir
    private Path m_folder;

    private Path m_images;

    private Chain m_chain;

    @BeforeEach
    void makeImages() throws Exception {
        m_images = Pictures.folder(m_folder.resolve("images"), 6);
        m_chain = new Chain(m_folder.resolve("workflow"));
    }

    @Test
    void anEmptyTableIsRefused() throws Exception {
        final var node = trained();
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertRefused(workflow, node, "The training table is empty");
        }
    }

    @Test
    void aTableWithoutReadableImagesIsRefused() throws Exception {
        final var node = trained(Pictures.row("1", "/no/such/file.png", "plain"),
            Pictures.row("2", "relative.png", "striped"));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertFailed(workflow, node, "mage");
        }
    }

    @Test
    void aTableWithMissingTargetsOnlyIsRefused() throws Exception {
        final var node = trained(Pictures.noClass("1", m_images.resolve("plain/plain-05.png")));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertRefused(workflow, node, "\"Class\" is missing in each row");
        }
    }

    @Test
    void rowsOfOneClassAreRefused() throws Exception {
        final var node = trained(Pictures.row("1", m_images.resolve("plain/plain-05.png"), "plain"));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertRefused(workflow, node, "\"Class\" has only one class, \"plain\"");
        }
    }

    @Test
    void aNetworkWithOtherClassesDoesNotFit() throws Exception {
        final var table = m_chain.table(Pictures.spec("plain", "striped"), Pictures.rows(m_images, 1));
        final var node = m_chain.fineTune(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)), table,
            NodeSettingsMap.fineTune("Path", "Class"));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node,
                "The network predicts 30 classes, but the target column \"Class\" has 2.", "Replace Head");
        }
    }

    @Test
    void aNetworkWithAsManyOtherClassesDoesNotFit() throws Exception {
        final var other = m_chain.table(Pictures.spec("cat", "dog"), Pictures.row("1", "x.png", "cat"));
        final var table = m_chain.table(Pictures.spec("plain", "striped"), Pictures.rows(m_images, 1));
        final var node = m_chain.fineTune(m_chain.untrained(other, "Class"), table,
            NodeSettingsMap.fineTune("Path", "Class"));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, "\"plain\", which the network does not predict");
        }
    }

    @Test
    void aClassAmongTheRowsThatTheNetworkDoesNotHaveIsNamed() throws Exception {
        final var other = m_chain.table(Pictures.spec("plain", "striped"), Pictures.rows(m_images, 1));
        final var table = m_chain.table(Pictures.spec(), Pictures.row("1", "x.png", "plain"),
            Pictures.row("2", "x.png", "dim"));
        final var node = m_chain.fineTune(m_chain.untrained(other, "Class"), table,
            NodeSettingsMap.fineTune("Path", "Class"));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertRefused(workflow, node, "\"dim\", which the network does not predict");
        }
    }

    @Test
    void aNetworkWithAllLayersFrozenIsRefused() throws Exception {
        final var table = m_chain.table(Pictures.spec("plain", "striped"), Pictures.rows(m_images, 1));
        final var frozen = m_chain.freeze(m_chain.untrained(table, "Class"), NodeSettingsMap.freeze("EVERYTHING"));
        final var node = m_chain.fineTune(frozen, table, NodeSettingsMap.fineTune("Path", "Class"));
        try (var workflow = m_chain.open()) {
            assertEquals("All layers of the network \"textures30\" are frozen now, so there is nothing to train. "
                + "A head that Replace Head adds will be trainable.", workflow.message(frozen));
            Messages.assertNotConfigured(workflow, node, "All layers of the network", "textures30", "frozen");
        }
    }

    @Test
    void aColumnThatHoldsNoImagesIsNamed() throws Exception {
        final var table = m_chain.table(Pictures.numbers("plain", "striped"));
        final var node = m_chain.fineTune(m_chain.untrained(table, "Class"), table,
            NodeSettingsMap.fineTune("Number", "Class"));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, "\"Number\"", "holds no images");
        }
    }

    @Test
    void absentColumnsAreNamed() throws Exception {
        final var table = m_chain.table(Pictures.spec("plain", "striped"), Pictures.rows(m_images, 1));
        final var head = m_chain.untrained(table, "Class");
        final var image = m_chain.fineTune(head, table, NodeSettingsMap.fineTune("Photo", "Class"));
        final var target = m_chain.fineTune(head, table, NodeSettingsMap.fineTune("Path", "Species"));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, image, "no column \"Photo\"");
            Messages.assertNotConfigured(workflow, target, "no column \"Species\"");
        }
    }

    private int trained(final DataRow... rows) {
        final var table = m_chain.table(Pictures.spec("plain", "striped"), rows);
        return m_chain.fineTune(m_chain.untrained(table, "Class"), table,
            NodeSettingsMap.fineTune("Path", "Class").put("epochs", 1));
    }
}
