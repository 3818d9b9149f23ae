// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;

/** Columns that nobody has chosen: a dialog that is applied before there is a table saves none. */
class ColumnChoiceTest {

    @TempDir
    private Path m_folder;

    private Chain m_chain;

    @BeforeEach
    void makeChain() {
        m_chain = new Chain(m_folder.resolve("workflow"));
    }

    @Test
    void columnsThatWereNotChosenAreGuessedWithAWarning() throws Exception {
        final var images = Pictures.folder(m_folder.resolve("images"), 4);
        final var table = m_chain.table(Pictures.spec("plain", "striped"), Pictures.rows(images, 4));
        final var head = m_chain.untrained(table, NodeSettingsMap.replaceHead(null));
        final var trained = m_chain.fineTune(head, table, NodeSettingsMap.fineTune(null, "").put("epochs", 1));
        final var node = m_chain.predict(trained, table, NodeSettingsMap.predict(""));
        final var image = "No image column is selected, so \"Path\" is used.";
        final var target = "No target column is selected, so \"Class\" is used.";
        try (var workflow = m_chain.open()) {
            assertTrue(workflow.isConfigured(node), workflow.message(node));
            assertEquals("Prediction (Class)",
                ((DataTableSpec)workflow.outputSpec(node, 1)).getColumnSpec(2).getName());
            assertTrue(workflow.message(trained).contains(image), workflow.message(trained));
            workflow.execute();
            Messages.assertWarned(workflow, head, target, "dialog");
            Messages.assertWarned(workflow, trained, image, target);
            Messages.assertWarned(workflow, node, image);
        }
    }

    @Test
    void aLabelColumnThatWasNotChosenIsGuessedToo() throws Exception {
        final var spec = new DataTableSpec(Pictures.spec().getColumnSpec("Path"),
            new DataColumnSpecCreator("Tags", DataType.getType(ListCell.class, StringCell.TYPE)).createSpec());
        final var node = m_chain.replaceHead(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)), m_chain.table(spec),
            NodeSettingsMap.replaceHead(null).put("task", "LABELS"));
        try (var workflow = m_chain.open()) {
            assertEquals("No label column is selected, so \"Tags\" is used. Choose this or another column in "
                + "the dialog.", workflow.message(node));
        }
    }

    @Test
    void aTableWithoutASuitableColumnIsRefused() throws Exception {
        final var network = m_chain.load(NodeSettingsMap.load(Chain.BUNDLED));
        final var table = m_chain.table(new DataTableSpec(
            new DataColumnSpecCreator("Size", DoubleCell.TYPE).createSpec()));
        final var head = m_chain.replaceHead(network, table, NodeSettingsMap.replaceHead(null));
        final var labels = m_chain.replaceHead(network, table, NodeSettingsMap.replaceHead(null).put("task", "LABELS"));
        final var trained = m_chain.fineTune(network, table, NodeSettingsMap.fineTune(null, null));
        final var predicted = m_chain.predict(network, table, NodeSettingsMap.predict(null));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, head, "No target column is selected");
            Messages.assertNotConfigured(workflow, labels, "No label column is selected");
            Messages.assertNotConfigured(workflow, trained, "No image column is selected");
            Messages.assertNotConfigured(workflow, predicted, "No image column is selected");
        }
    }

    @Test
    void aColumnThatGotAnotherNameIsNotGuessed() throws Exception {
        final var network = m_chain.load(NodeSettingsMap.load(Chain.BUNDLED));
        final var table = m_chain.table(Pictures.spec("plain", "striped"));
        final var head = m_chain.replaceHead(network, table, NodeSettingsMap.replaceHead("Species"));
        final var node = m_chain.predict(network, table, NodeSettingsMap.predict("Photo"));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, head, "no column \"Species\", which is selected as target column");
            Messages.assertNotConfigured(workflow, node, "no column \"Photo\", which is selected as image column");
        }
    }
}
