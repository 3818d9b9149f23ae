// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;

/** What Fine-tune says of numbers and labels that it cannot learn, and of learning rates that do harm. */
class TargetMessagesTest {

    @TempDir
    private Path m_folder;

    private Chain m_chain;

    private DataRow[] m_rows;

    private int m_table;

    @BeforeEach
    void makeImages() throws Exception {
        m_rows = Shades.rows(m_folder.resolve("images"), 8);
        m_chain = new Chain(m_folder.resolve("workflow"));
        m_table = m_chain.table(Shades.SPEC, m_rows);
    }

    @Test
    void aTableWithoutAColumnThatTheNetworkPredictsIsRefused() throws Exception {
        final var head = m_chain.untrained(m_table, TargetsTest.numbers("Level", "Darkness"));
        final var node = m_chain.fineTune(head, m_chain.table(Pictures.spec("a", "b")), settings(null));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node,
                "The network predicts \"Level\", but the table has no column of this name.", "Replace Head");
        }
    }

    @Test
    void aColumnOfTextWhereTheNetworkPredictsANumberIsRefused() throws Exception {
        final var other = m_chain.table(Pictures.numbers("a", "b"), new DefaultRow("1", new IntCell(1),
            new StringCell("a")));
        final var head = m_chain.untrained(other, TargetsTest.numbers("Number"));
        final var spec = new DataTableSpec(Shades.SPEC.getColumnSpec("Path"),
            new DataColumnSpecCreator("Number", StringCell.TYPE).createSpec());
        final var node = m_chain.fineTune(head, m_chain.table(spec), settings(null));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertRefused(workflow, node, "\"Number\" as a number", "String");
        }
    }

    @Test
    void aColumnWithoutCollectionsHoldsNoLabels() throws Exception {
        final var head = m_chain.untrained(m_table, TargetsTest.labels("Labels"));
        final var node = m_chain.fineTune(head, m_table, settings("Path"));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertRefused(workflow, node, "\"Path\"", "holds no collections of labels");
        }
    }

    @Test
    void aCollectionHoldsNoClasses() throws Exception {
        final var table = m_chain.table(Pictures.spec("plain", "striped"), Pictures.row("1", "x.png", "plain"));
        final var node = m_chain.fineTune(m_chain.untrained(table, "Class"), m_table, settings("Labels"));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, "\"Labels\"", "holds no classes");
        }
    }

    @Test
    void aLabelThatTheNetworkDoesNotHaveIsNamed() throws Exception {
        final var rows = m_rows.clone();
        rows[3] = Shades.with(rows[3], "Labels", Shades.list(List.of("bright", "odd")));
        final var node = m_chain.fineTune(m_chain.untrained(m_table, TargetsTest.labels("Labels")),
            m_chain.table(Shades.SPEC, rows), settings("Labels"));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertFailed(workflow, node,
                "The target column \"Labels\" has the label \"odd\", which the network does not predict.");
        }
    }

    @Test
    void aLabelOfTheValidationTableThatTheNetworkDoesNotHaveIsSkipped() throws Exception {
        final var rows = m_rows.clone();
        rows[3] = Shades.with(rows[3], "Labels", Shades.list(List.of("odd")));
        rows[4] = Shades.with(rows[4], "Labels", Shades.list(List.of("even")));
        final var node = m_chain.fineTune(m_chain.untrained(m_table, TargetsTest.labels("Labels")), m_table,
            m_chain.table(Shades.SPEC, rows), settings("Labels"));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertWarned(workflow, node, "2 rows of the validation table were skipped", "\"odd\"");
        }
    }

    @Test
    void aValueThatDoesNotSayWhetherARowHasTheLabelIsNamed() throws Exception {
        final var rows = m_rows.clone();
        rows[5] = Shades.with(rows[5], "bright", new IntCell(2));
        final var node = m_chain.fineTune(m_chain.untrained(m_table, TargetsTest.flags("bright", "striped")),
            m_chain.table(Shades.SPEC, rows), settings(null));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertFailed(workflow, node, "The target column \"bright\" has the value 2");
        }
    }

    @Test
    void rowsWithoutANumberAreSkippedAndCounted() throws Exception {
        final var rows = m_rows.clone();
        rows[1] = Shades.with(rows[1], "Level", DataType.getMissingCell());
        rows[2] = Shades.with(rows[2], "Darkness", DataType.getMissingCell());
        rows[6] = Shades.with(rows[6], "Level", new DoubleCell(Double.POSITIVE_INFINITY));
        final var node = m_chain.fineTune(m_chain.untrained(m_table, TargetsTest.numbers("Level", "Darkness")),
            m_chain.table(Shades.SPEC, rows), settings(null));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertWarned(workflow, node,
                "3 rows were skipped because one of the target columns \"Level\", \"Darkness\" is missing");
        }
    }

    @Test
    void aTableWithoutNumbersIsRefused() throws Exception {
        final var rows = Arrays.stream(m_rows).map(r -> Shades.with(r, "Level", DataType.getMissingCell()))
            .toArray(DataRow[]::new);
        final var node = m_chain.fineTune(m_chain.untrained(m_table, TargetsTest.numbers("Level")),
            m_chain.table(Shades.SPEC, rows), settings(null));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertFailed(workflow, node, "The target column \"Level\" is missing in each row");
        }
    }

    @Test
    void aRateThatDestroysPretrainedLayersIsToldBeforeAndAfterTraining() throws Exception {
        final var head = m_chain.replaceHead(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)), m_table,
            TargetsTest.numbers("Level"));
        final var node = m_chain.fineTune(head, m_table, settings(null).put("learningRate", 0.001));
        final var small = m_chain.fineTune(head, m_table, settings(null).put("learningRate", 0.0001));
        final var sgd =
            m_chain.fineTune(head, m_table, settings(null).put("learningRate", 0.001).put("optimizer", "SGD"));
        try (var workflow = m_chain.open()) {
            assertTrue(workflow.isConfigured(node));
            assertTrue(workflow.message(node).contains("Pretrained layers are trained with Adam at a learning rate of "
                + "0.001"), workflow.message(node));
            assertFalse(workflow.message(small).contains("Pretrained"), workflow.message(small));
            assertFalse(workflow.message(sgd).contains("Pretrained"), workflow.message(sgd));
            workflow.execute();
            Messages.assertWarned(workflow, node, "destroys", "0.0001", "Freeze Layers");
            assertEquals("", workflow.message(small));
        }
    }

    private static NodeSettingsMap settings(final String target) {
        return NodeSettingsMap.fineTune("Path", target).put("epochs", 1);
    }
}
