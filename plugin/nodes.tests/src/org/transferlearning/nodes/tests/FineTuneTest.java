// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataRow;
import org.knime.core.data.DoubleValue;
import org.knime.core.node.BufferedDataTable;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.testing.RunningWorkflow;

/** Fine-tune in a workflow, on the bundled network. */
class FineTuneTest {

    @TempDir
    private Path m_folder;

    private Path m_images;

    private Chain m_chain;

    @BeforeEach
    void makeImages() throws Exception {
        m_images = Pictures.folder(m_folder.resolve("images"), 8);
        m_chain = new Chain(m_folder.resolve("workflow"));
    }

    @Test
    void aHeadLearnsAndEverythingFrozenStaysBitIdentical() throws Exception {
        final var table = m_chain.read(NodeSettingsMap.read(m_images.toString()));
        final var load = m_chain.load(NodeSettingsMap.load(Chain.BUNDLED));
        final var head = m_chain.replaceHead(m_chain.freeze(load, NodeSettingsMap.freeze("ALL_BUT_HEAD")), table,
            NodeSettingsMap.replaceHead("Class"));
        final var node = m_chain.fineTune(head, table, NodeSettingsMap.fineTune("Path", "Class").put("epochs", 8));
        try (var workflow = m_chain.open()) {
            final var configured = ((NetworkPortObjectSpec)workflow.outputSpec(node, 1)).network();
            assertFalse(configured.head().isUntrained());
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            assertEquals("", workflow.message(node));
            assertHistory(workflow.table(node, 2), 8);
            // plain and striped pictures are easy to tell apart
            assertEquals(1, column(workflow.table(node, 2), "Validation accuracy").get(7));
            final var before = archive(workflow, load);
            final var after = archive(workflow, node);
            for (final var name : NetworkReader.tensorNames(before)) {
                if (!name.startsWith("classifier.")) {
                    assertEquals(NetworkReader.tensor(before, name), NetworkReader.tensor(after, name), name);
                }
            }
            final var trained = ((NetworkPortObject)workflow.output(node, 1)).getSpec().network();
            assertEquals(List.of("plain", "striped"), trained.classes());
            assertEquals("Class", trained.head().target().column());
            assertFalse(trained.head().isUntrained());
        }
    }

    @Test
    void everythingThatIsNotFrozenChanges() throws Exception {
        final var table = m_chain.read(NodeSettingsMap.read(m_images.toString()));
        final var load = m_chain.load(NodeSettingsMap.load(Chain.BUNDLED));
        final var head = m_chain.replaceHead(load, table, NodeSettingsMap.replaceHead("Class"));
        final var node = m_chain.fineTune(head, table, NodeSettingsMap.fineTune("Path", "Class").put("epochs", 1));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            final var before = archive(workflow, load);
            final var after = archive(workflow, node);
            for (final var layer : ((NetworkPortObject)workflow.output(load, 1)).getSpec().network().layers()) {
                for (final var parameter : layer.parameters()) {
                    final var name = layer.fullName(parameter);
                    if (!name.startsWith("classifier.")) {
                        assertNotEquals(NetworkReader.tensor(before, name), NetworkReader.tensor(after, name), name);
                    }
                }
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameHistoryAndNetwork() throws Exception {
        final var table = m_chain.read(NodeSettingsMap.read(m_images.toString()));
        final var head = m_chain.untrained(table, "Class");
        final var first = m_chain.fineTune(head, table, NodeSettingsMap.fineTune("Path", "Class"));
        final var second = m_chain.fineTune(head, table, NodeSettingsMap.fineTune("Path", "Class"));
        final var other = m_chain.fineTune(head, table, NodeSettingsMap.fineTune("Path", "Class").put("seed", 2L));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            for (final var name : List.of("Training loss", "Validation loss", "Training accuracy")) {
                assertEquals(column(workflow.table(first, 2), name), column(workflow.table(second, 2), name));
            }
            assertNotEquals(column(workflow.table(first, 2), "Training loss"),
                column(workflow.table(other, 2), "Training loss"));
            for (final var name : List.of("head.weight", "head.bias")) {
                assertEquals(NetworkReader.tensor(archive(workflow, first), name),
                    NetworkReader.tensor(archive(workflow, second), name));
            }
        }
    }

    @Test
    void pngImagesAndAValidationTableAreUsed() throws Exception {
        final var table = m_chain.read(NodeSettingsMap.read(m_images.toString()).put("appendImages", true));
        final var validation = m_chain.read(NodeSettingsMap.read(m_images.toString()).put("appendImages", true)
            .put("isLimited", true).put("limit", 2));
        final var node = m_chain.fineTune(m_chain.untrained(table, "Class"), table, validation,
            NodeSettingsMap.fineTune("Image", "Class").put("epochs", 1));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            // 4 validation images: a quarter each
            final var accuracy = column(workflow.table(node, 2), "Validation accuracy").get(0);
            assertEquals(Math.rint(accuracy * 4), accuracy * 4, 1e-9);
        }
    }

    @Test
    void withoutValidationItsColumnsAreMissing() throws Exception {
        final var table = m_chain.read(NodeSettingsMap.read(m_images.toString()));
        final var node = m_chain.fineTune(m_chain.untrained(table, "Class"), table,
            NodeSettingsMap.fineTune("Path", "Class").put("validation", "NONE").put("epochs", 1));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            final var history = workflow.table(node, 2);
            final var loss = history.getDataTableSpec().findColumnIndex("Validation loss");
            history.forEach(row -> assertTrue(row.getCell(loss).isMissing()));
        }
    }

    @Test
    void rowsThatCannotBeUsedAreSkippedWithOneWarning() throws Exception {
        final var rows = new ArrayList<DataRow>(List.of(Pictures.rows(m_images, 4)));
        rows.add(2, Pictures.row("gone", m_images.resolve("gone.png"), "plain"));
        rows.add(4, Pictures.row("half", half(m_images.resolve("half.jpg")), "striped"));
        rows.add(6, Pictures.noPath("no path", "plain"));
        rows.add(7, Pictures.noClass("unknown", m_images.resolve("plain/plain-05.png")));
        final var node = trained(rows.toArray(DataRow[]::new));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertWarned(workflow, node, "3 of 11 images could not be read and were skipped", "row \"gone\"",
                "1 row was skipped because the target column \"Class\" is missing");
        }
    }

    /** A JPEG that was not copied to its end. */
    private static Path half(final Path file) throws IOException {
        final var bytes = new ByteArrayOutputStream();
        ImageIO.write(Pictures.picture("striped", 0), "jpg", bytes);
        return Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    }

    private int trained(final DataRow... rows) {
        final var table = m_chain.table(Pictures.spec("plain", "striped"), rows);
        return m_chain.fineTune(m_chain.untrained(table, "Class"), table,
            NodeSettingsMap.fineTune("Path", "Class").put("epochs", 1));
    }

    private static Path archive(final RunningWorkflow workflow, final int node) {
        return ((NetworkPortObject)workflow.output(node, 1)).network().archive();
    }

    private static void assertHistory(final BufferedDataTable history, final int epochs) {
        assertEquals(List.of("Epoch", "Training loss", "Training accuracy", "Validation loss", "Validation accuracy",
            "Learning rate", "Seconds"), List.of(history.getDataTableSpec().getColumnNames()));
        assertEquals(epochs, history.size());
        assertTrue(column(history, "Training loss").get(epochs - 1) < column(history, "Training loss").get(0));
        assertEquals(0.01, column(history, "Learning rate").get(0));
        assertTrue(column(history, "Seconds").stream().allMatch(s -> s > 0));
    }

    private static List<Double> column(final BufferedDataTable table, final String name) {
        final var index = table.getDataTableSpec().findColumnIndex(name);
        final var values = new ArrayList<Double>();
        table.forEach(row -> values.add(((DoubleValue)row.getCell(index)).getDoubleValue()));
        return values;
    }
}
