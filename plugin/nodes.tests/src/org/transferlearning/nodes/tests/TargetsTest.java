// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.collection.ListDataValue;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.transferlearning.engine.Task;
import org.transferlearning.nodes.port.NetworkPortObject;

/** Numbers and several labels from the training table to predictions, on the bundled network. */
class TargetsTest {

    private static final int COUNT = 24;

    @TempDir
    private Path m_folder;

    private Chain m_chain;

    private DataRow[] m_rows;

    private int m_table;

    @BeforeEach
    void makeImages() throws Exception {
        m_rows = Shades.rows(m_folder.resolve("images"), COUNT);
        m_chain = new Chain(m_folder.resolve("workflow"));
        m_table = m_chain.table(Shades.SPEC, m_rows);
    }

    @Test
    void numbersAreLearnedAndPredictedInTheirUnits() throws Exception {
        final var trained = m_chain.fineTune(m_chain.untrained(m_table, numbers("Level", "Darkness")), m_table,
            settings(null, 60));
        final var node = m_chain.predict(trained, m_table, NodeSettingsMap.predict("Path"));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            assertEquals("", workflow.message(trained));
            final var history = workflow.table(trained, 2);
            assertMeasure(history, "mean absolute error");
            final var errors = column(history, "Training mean absolute error");
            assertTrue(errors.get(59) < errors.get(0) / 2, () -> "errors: " + errors);
            final var result = workflow.table(node, 1);
            assertAppended(result, "Prediction (Level)", "Prediction (Darkness)");
            assertEquals(DoubleCell.TYPE, result.getDataTableSpec().getColumnSpec("Prediction (Darkness)").getType());
            // the levels are from 30 to 220, and darkness is a hundred times their complement
            assertTrue(error(result, "Level") < 20, () -> "error: " + error(result, "Level"));
            assertTrue(error(result, "Darkness") < 2000, () -> "error: " + error(result, "Darkness"));
            final var spec = ((NetworkPortObject)workflow.output(trained, 1)).getSpec().network();
            assertEquals(Task.REGRESSION, spec.head().target().task());
            assertEquals(List.of("Level", "Darkness"), spec.classes());
        }
    }

    @Test
    void labelsOfACollectionAreLearnedAndPredictedAsOne() throws Exception {
        final var trained =
            m_chain.fineTune(m_chain.untrained(m_table, labels("Labels")), m_table, settings("Labels", 60));
        final var node = m_chain.predict(trained, m_table, NodeSettingsMap.predict("Path"));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            assertEquals("", workflow.message(node));
            assertMeasure(workflow.table(trained, 2), "label accuracy");
            final var result = workflow.table(node, 1);
            assertAppended(result, "Prediction (Labels)", "P (Labels=bright)", "P (Labels=striped)");
            assertEquals(ListCell.getCollectionType(StringCell.TYPE), result.getDataTableSpec().getColumnSpec(6)
                .getType());
            var right = 0;
            for (final var row : result) {
                final var predicted = labels(row, 6);
                assertEquals(Shades.labels(number(row, 7) >= 0.5, number(row, 8) >= 0.5), predicted);
                right += predicted.contains("striped") == labels(row, 3).contains("striped") ? 1 : 0;
                right += predicted.contains("bright") == labels(row, 3).contains("bright") ? 1 : 0;
            }
            // pictures around the middle gray may be taken for either
            assertTrue(right >= 2 * COUNT * 0.85, "right: " + right);
        }
    }

    @Test
    void labelsWithAColumnEachGetAPredictionEach() throws Exception {
        final var trained = m_chain.fineTune(m_chain.untrained(m_table, flags("bright", "striped")), m_table,
            settings(null, 60).put("validation", "NONE"));
        final var node = m_chain.predict(trained, m_table, NodeSettingsMap.predict("Path"));
        try (var workflow = m_chain.open()) {
            final var configured = List.of(((DataTableSpec)workflow.outputSpec(node, 1)).getColumnNames());
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            final var result = workflow.table(node, 1);
            assertAppended(result, "Prediction (bright)", "P (bright=1)", "Prediction (striped)", "P (striped=1)");
            assertEquals(configured, List.of(result.getDataTableSpec().getColumnNames()));
            assertEquals(IntCell.TYPE, result.getDataTableSpec().getColumnSpec(6).getType());
            var right = 0;
            for (final var row : result) {
                assertEquals(number(row, 7) >= 0.5 ? 1 : 0, number(row, 6));
                right += number(row, 6) == ((IntValue)row.getCell(4)).getIntValue() ? 1 : 0;
                right += number(row, 8) == number(row, 5) ? 1 : 0;
            }
            assertTrue(right >= 2 * COUNT * 0.85, "right: " + right);
        }
    }

    @Test
    void theEmbeddingIsAppendedIfAsked() throws Exception {
        final var settings = NodeSettingsMap.predict("Path").put("appendEmbedding", true);
        final var node = m_chain.predict(m_chain.untrained(m_table, numbers("Level")), m_table, settings);
        final var own = m_chain.predict(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)), m_table, settings);
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, own, "\"textures30\" gives no embeddings", "Replace Head");
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            final var result = workflow.table(node, 1);
            assertAppended(result, "Prediction (Level)", "Embedding");
            assertEquals(ListCell.getCollectionType(DoubleCell.TYPE),
                result.getDataTableSpec().getColumnSpec("Embedding").getType());
            for (final var row : result) {
                assertEquals(192, ((ListDataValue)row.getCell(7)).size()); // the bundled network's features
            }
        }
    }

    static NodeSettingsMap numbers(final String... columns) {
        return NodeSettingsMap.replaceHead(null).put("task", "NUMBERS").put("columns",
            NodeSettingsMap.columns(columns));
    }

    static NodeSettingsMap labels(final String column) {
        return NodeSettingsMap.replaceHead(null).put("task", "LABELS").put("labels", column);
    }

    static NodeSettingsMap flags(final String... columns) {
        return NodeSettingsMap.replaceHead(null).put("task", "LABELS").put("labelSource", "COLUMNS").put("columns",
            NodeSettingsMap.columns(columns));
    }

    private static NodeSettingsMap settings(final String target, final int epochs) {
        return NodeSettingsMap.fineTune("Path", target).put("epochs", epochs);
    }

    private static void assertMeasure(final BufferedDataTable history, final String measure) {
        assertEquals(List.of("Epoch", "Training loss", "Training " + measure, "Validation loss",
            "Validation " + measure, "Learning rate", "Seconds"), List.of(history.getDataTableSpec().getColumnNames()));
        // a quarter of the rows is for validation
        assertTrue(column(history, "Validation " + measure).stream().allMatch(Double::isFinite));
    }

    private static void assertAppended(final BufferedDataTable table, final String... names) {
        assertEquals(COUNT, table.size());
        final var all = List.of(table.getDataTableSpec().getColumnNames());
        assertEquals(List.of(names), all.subList(Shades.SPEC.getNumColumns(), all.size()));
    }

    private static double error(final BufferedDataTable table, final String column) {
        final var actual = column(table, column);
        final var predicted = column(table, "Prediction (" + column + ")");
        var sum = 0.0;
        for (var i = 0; i < actual.size(); i++) {
            sum += Math.abs(actual.get(i) - predicted.get(i));
        }
        return sum / actual.size();
    }

    private static List<String> labels(final DataRow row, final int column) {
        final var labels = new ArrayList<String>();
        ((ListDataValue)row.getCell(column)).forEach(cell -> labels.add(cell.toString()));
        return labels;
    }

    private static double number(final DataRow row, final int column) {
        return ((DoubleValue)row.getCell(column)).getDoubleValue();
    }

    private static List<Double> column(final BufferedDataTable table, final String name) {
        final var index = table.getDataTableSpec().findColumnIndex(name);
        final var values = new ArrayList<Double>();
        table.forEach(row -> values.add(number(row, index)));
        return values;
    }
}
