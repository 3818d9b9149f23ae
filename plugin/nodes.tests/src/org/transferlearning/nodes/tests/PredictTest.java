// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.MissingValue;
import org.knime.core.node.BufferedDataTable;

/** Predict in a workflow. */
class PredictTest {

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
    void appendsColumnsNamedAsKnimesPredictorsDo() throws Exception {
        final var table = m_chain.table(Pictures.spec("plain", "striped"), Pictures.rows(m_images, 6));
        final var trained = m_chain.fineTune(m_chain.untrained(table, "Class"), table,
            NodeSettingsMap.fineTune("Path", "Class").put("epochs", 8).put("validation", "NONE"));
        final var node = m_chain.predict(trained, table, NodeSettingsMap.predict("Path"));
        try (var workflow = m_chain.open()) {
            final var configured = (DataTableSpec)workflow.outputSpec(node, 1);
            assertEquals(List.of("Path", "Class", "Prediction (Class)", "P (Class=plain)", "P (Class=striped)",
                "Prediction (Class) (Confidence)"), List.of(configured.getColumnNames()));
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            assertEquals("", workflow.message(node));
            final var result = workflow.table(node, 1);
            assertEquals(configured.getColumnSpec(2).getDomain().getValues(),
                result.getDataTableSpec().getColumnSpec(2).getDomain().getValues());
            final var expected = Pictures.rows(m_images, 6);
            assertEquals(expected.length, result.size());
            var i = 0;
            for (final var row : result) {
                assertEquals(expected[i++].getKey(), row.getKey());
                // plain and striped pictures are easy to tell apart, once learned
                assertEquals(row.getCell(1), row.getCell(2));
                final var first = number(row, 3);
                final var second = number(row, 4);
                assertEquals(1, first + second, 1e-6); // float32 probabilities
                assertEquals(Math.max(first, second), number(row, 5));
            }
        }
    }

    @Test
    void aPretrainedNetworkPredictsItsOwnClasses() throws Exception {
        final var table = m_chain.table(Pictures.spec(), Pictures.rows(m_images, 1));
        final var node = m_chain.predict(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)), table,
            NodeSettingsMap.predict("Path").put("appendProbabilities", false).put("appendConfidence", false));
        try (var workflow = m_chain.open()) {
            assertEquals(List.of("Path", "Class", "Prediction (class)"),
                List.of(((DataTableSpec)workflow.outputSpec(node, 1)).getColumnNames()));
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            assertEquals(2, workflow.table(node, 1).size());
        }
    }

    @Test
    void rowsWithoutAnImageGetMissingValuesAndOneWarning() throws Exception {
        final var whole = Files.readAllBytes(m_images.resolve("plain/plain-00.png"));
        Files.write(m_images.resolve("half.png"), Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(m_images.resolve("text.jpg"), "no image");
        final var rows = new ArrayList<DataRow>(List.of(Pictures.rows(m_images, 2)));
        rows.add(1, Pictures.row("half", m_images.resolve("half.png"), "plain"));
        rows.add(3, Pictures.row("text", m_images.resolve("text.jpg"), "plain"));
        rows.add(Pictures.row("gone", m_images.resolve("gone.png"), "plain"));
        rows.add(Pictures.row("blank", " ", "plain"));
        rows.add(Pictures.noPath("missing", "plain"));
        final var node = pretrained(NodeSettingsMap.predict("Path"), rows);
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertWarned(workflow, node, "5 of 9 images could not be read", "row \"half\"");
            final var missing = new ArrayList<String>();
            for (final var row : workflow.table(node, 1)) {
                for (var i = 2; i < row.getNumCells(); i++) {
                    assertEquals(row.getCell(2).isMissing(), row.getCell(i).isMissing());
                }
                if (row.getCell(2).isMissing()) {
                    missing.add(row.getKey().getString());
                    assertTrue(((MissingValue)row.getCell(2)).getError() != null);
                }
            }
            assertEquals(List.of("half", "text", "gone", "blank", "missing"), missing);
        }
    }

    @Test
    void theFirstUnreadableImageFailsTheNodeIfTheUserWants() throws Exception {
        final var rows = new ArrayList<DataRow>(List.of(Pictures.rows(m_images, 1)));
        rows.add(Pictures.row("gone", m_images.resolve("gone.png"), "plain"));
        rows.add(Pictures.row("gone too", m_images.resolve("gone.png"), "plain"));
        final var node = pretrained(NodeSettingsMap.predict("Path").put("onFailure", "FAIL"), rows);
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertFailed(workflow, node, "The image in row \"gone\" cannot be read");
        }
    }

    @Test
    void picturesOfEveryKindArePredicted() throws Exception {
        final var rows = new ArrayList<DataRow>();
        for (final var type : new int[]{BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_BYTE_BINARY}) {
            final var image = new BufferedImage(30, 20, type);
            image.createGraphics().drawImage(Pictures.picture(Pictures.STRIPED, type), 0, 0, null);
            rows.add(Pictures.row("type " + type,
                Files.write(m_images.resolve(type + ".png"), Pictures.png(image)), "striped"));
        }
        rows.add(Pictures.row("1 x 1", Files.write(m_images.resolve("one.png"),
            Pictures.png(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB))), "plain"));
        final var node = pretrained(NodeSettingsMap.predict("Path"), rows);
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            assertEquals("", workflow.message(node));
        }
    }

    @Test
    void aClassThatTrainingNeverSawIsTold() throws Exception {
        final var training = m_chain.table(Pictures.spec("plain", "striped"), Pictures.rows(m_images, 2));
        final var trained = m_chain.fineTune(m_chain.untrained(training, "Class"), training,
            NodeSettingsMap.fineTune("Path", "Class").put("epochs", 1).put("validation", "NONE"));
        final var table = m_chain.table(Pictures.spec(),
            Pictures.row("1", m_images.resolve("plain/plain-00.png"), "plain"),
            Pictures.row("2", m_images.resolve("plain/plain-01.png"), "dim"));
        final var node = m_chain.predict(trained, table, NodeSettingsMap.predict("Path"));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertWarned(workflow, node, "1 row has in the column \"Class\" a class that the network never "
                + "learned", "\"dim\"");
        }
    }

    @Test
    void anUntrainedHeadIsTold() throws Exception {
        final var table = m_chain.table(Pictures.spec("plain", "striped"), Pictures.rows(m_images, 1));
        final var node = m_chain.predict(m_chain.untrained(table, "Class"), table, NodeSettingsMap.predict("Path"));
        try (var workflow = m_chain.open()) {
            assertTrue(workflow.isConfigured(node));
            assertTrue(workflow.message(node).contains("untrained"), workflow.message(node));
            workflow.execute();
            Messages.assertWarned(workflow, node, "untrained", "Fine-tune");
        }
    }

    @Test
    void anEmptyTableGivesAnEmptyTable() throws Exception {
        final var node = pretrained(NodeSettingsMap.predict("Path"), List.of());
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            final BufferedDataTable table = workflow.table(node, 1);
            assertEquals(0, table.size());
            assertEquals(2 + 1 + 30 + 1, table.getDataTableSpec().getNumColumns());
        }
    }

    @Test
    void namesThatAreTakenAreMadeUnique() throws Exception {
        final var network = m_chain.load(NodeSettingsMap.load(Chain.BUNDLED));
        final var settings = NodeSettingsMap.predict("Path").put("appendProbabilities", false);
        final var first = m_chain.predict(network, m_chain.table(Pictures.spec()), settings);
        final var second = m_chain.predict(network, first, settings);
        try (var workflow = m_chain.open()) {
            // KNIME appends " (#1)" to a name that is taken
            assertEquals(List.of("Path", "Class", "Prediction (class)", "Prediction (class) (Confidence)",
                "Prediction (class) (#1)", "Prediction (class) (Confidence) (#1)"),
                List.of(((DataTableSpec)workflow.outputSpec(second, 1)).getColumnNames()));
        }
    }

    @Test
    void aGpuThatIsNotThereIsNamed() throws Exception {
        final var node = pretrained(NodeSettingsMap.predict("Path").put("device", "GPU").put("gpu", 99),
            List.of(Pictures.rows(m_images, 1)));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertFailed(workflow, node, "GPU 99");
        }
    }

    @Test
    void aColumnThatHoldsNoImagesIsNamed() throws Exception {
        final var node = m_chain.predict(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)),
            m_chain.table(Pictures.numbers("plain", "striped")), NodeSettingsMap.predict("Number"));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, "\"Number\"", "holds no images");
        }
    }

    private int pretrained(final NodeSettingsMap settings, final List<DataRow> rows) {
        return m_chain.predict(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)),
            m_chain.table(Pictures.spec(), rows.toArray(DataRow[]::new)), settings);
    }

    private static double number(final DataRow row, final int column) {
        return ((DoubleValue)row.getCell(column)).getDoubleValue();
    }
}
