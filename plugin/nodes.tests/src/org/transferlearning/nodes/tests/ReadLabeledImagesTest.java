// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.MissingValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.BufferedDataTable;
import org.transferlearning.testing.RunningWorkflow;

/** Read Labeled Images in a workflow. */
class ReadLabeledImagesTest {

    @TempDir
    private Path m_folder;

    private Path m_images;

    @BeforeEach
    void makeImages() throws Exception {
        m_images = Files.createDirectories(m_folder.resolve("my images"));
        for (final var name : List.of("b/2.png", "b/10.PNG", "b/deep/er/1.png", "a/x.png", "a/Y.png", "a/.hidden.png",
            "a/notes.txt", ".git/z.png", "top.png", "empty/readme.md")) {
            Files.createDirectories(m_images.resolve(name).getParent());
            Files.write(m_images.resolve(name), Pictures.png(Pictures.picture(Pictures.PLAIN, 1)));
        }
    }

    @Test
    void listsTheImagesOfEachClassInTheOrderOfTheirPaths() throws Exception {
        try (var workflow = open(NodeSettingsMap.read(m_images.toString()))) {
            workflow.execute();
            Messages.assertExecuted(workflow, 1);
            final var table = workflow.table(1, 1);
            // code points: capitals before small letters, "1" before "2" before "d"
            assertEquals(List.of("a/Y.png", "a/x.png", "b/10.PNG", "b/2.png", "b/deep/er/1.png"), ids(table));
            assertEquals(List.of("a", "a", "b", "b", "b"), column(table, "Class"));
            assertEquals(m_images.resolve("b/deep/er/1.png").toString(), column(table, "Path").get(4));
        }
    }

    @Test
    void knowsTheClassesBeforeItIsExecuted() throws Exception {
        try (var workflow = open(NodeSettingsMap.read(m_images.toString()))) {
            assertTrue(workflow.isConfigured(1), workflow.message(1));
            final var spec = (DataTableSpec)workflow.outputSpec(1, 1);
            assertEquals(List.of("a", "b"),
                spec.getColumnSpec("Class").getDomain().getValues().stream().map(Object::toString).sorted().toList());
            workflow.execute();
            Messages.assertExecuted(workflow, 1);
            assertEquals(spec.getColumnSpec("Class").getDomain().getValues(),
                workflow.table(1, 1).getDataTableSpec().getColumnSpec("Class").getDomain().getValues());
            assertEquals("", workflow.message(1));
        }
    }

    @Test
    void aLimitTakesTheFirstImagesOfEachClass() throws Exception {
        try (var workflow = open(NodeSettingsMap.read(m_images.toString()).put("isLimited", true).put("limit", 1))) {
            workflow.execute();
            assertEquals(List.of("a/Y.png", "b/10.PNG"), ids(workflow.table(1, 1)));
        }
    }

    @Test
    void aLimitBelowOneIsRefused() throws Exception {
        final var chain = new Chain(Files.createDirectories(m_folder.resolve("workflow")));
        final var read = chain.read(NodeSettingsMap.read(m_images.toString()).put("isLimited", true));
        chain.variable(read, "limit", "most", -1); // flow variables go past the dialog
        try (var workflow = chain.open()) {
            assertEquals("IDLE", workflow.state(read));
            final var message = workflow.message(read); // the settings' validation has no other place for the way out
            assertTrue(message.endsWith("The number of images per class must be at least 1, but is -1. "
                + "Change it in the dialog, or the flow variable that sets it."), message);
        }
    }

    @Test
    void extensionsAreTheUsersChoice() throws Exception {
        try (var workflow = open(NodeSettingsMap.read(m_images.toString()).put("extensions", "*.TXT; .md"))) {
            workflow.execute();
            assertEquals(List.of("a/notes.txt", "empty/readme.md"), ids(workflow.table(1, 1)));
        }
    }

    @Test
    void imagesAreConvertedToPngAndUnreadableOnesAreMissing() throws Exception {
        ImageIO.write(Pictures.picture(Pictures.STRIPED, 2), "bmp", m_images.resolve("a/c.bmp").toFile());
        Files.writeString(m_images.resolve("a/d.jpg"), "no image");
        final var png = Files.readAllBytes(m_images.resolve("a/x.png"));
        Files.write(m_images.resolve("a/e.png"), Arrays.copyOf(png, png.length / 2));
        try (var workflow = open(NodeSettingsMap.read(m_images.toString()).put("appendImages", true))) {
            workflow.execute();
            Messages.assertWarned(workflow, 1, "2 images could not be read", "\"a/d.jpg\"");
            final var table = workflow.table(1, 1);
            assertEquals(List.of("a/Y.png", "a/c.bmp", "a/d.jpg", "a/e.png", "a/x.png"), ids(table).subList(0, 5));
            final var cells = new ArrayList<PNGImageValue>();
            try (var rows = table.iterator()) {
                while (rows.hasNext()) {
                    final var cell = rows.next().getCell(2);
                    cells.add(cell.isMissing() ? null : (PNGImageValue)cell);
                }
            }
            // a BMP has no loss, so the picture must be the one that was written
            final var converted = ImageIO.read(
                new ByteArrayInputStream(cells.get(1).getImageContent().getByteArray()));
            assertEquals(Pictures.picture(Pictures.STRIPED, 2).getRGB(5, 7), converted.getRGB(5, 7));
            assertEquals(null, cells.get(2));
            assertEquals(null, cells.get(3));
            assertFalse(cells.get(4) == null);
        }
    }

    @Test
    void imagesThatPngCannotHoldAreMissingAndNotWrong() throws Exception {
        final var jpeg = new ByteArrayOutputStream();
        ImageIO.write(Pictures.picture(Pictures.STRIPED, 2), "jpg", jpeg);
        Files.write(m_images.resolve("a/c.jpg"), Arrays.copyOf(jpeg.toByteArray(), jpeg.size() - 40));
        final var file = m_images.resolve("a/d.jpg").toFile();
        // four channels without a color space are written as CMYK
        final var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(new IIOImage(Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null), null, null));
        } finally {
            writer.dispose();
        }
        try (var workflow = open(NodeSettingsMap.read(m_images.toString()).put("appendImages", true))) {
            workflow.execute();
            Messages.assertWarned(workflow, 1, "2 images could not be read", "\"a/c.jpg\": truncated file");
            final var reasons = new ArrayList<String>();
            try (var rows = workflow.table(1, 1).iterator()) {
                while (rows.hasNext()) {
                    final var cell = rows.next().getCell(2);
                    if (cell.isMissing()) {
                        reasons.add(((MissingValue)cell).getError());
                    }
                }
            }
            assertEquals(2, reasons.size());
            assertTrue(reasons.get(1).startsWith("CMYK colors"), reasons.get(1));
        }
    }

    @Test
    void aFolderInTheWorkflowIsFoundByItsUrl() throws Exception {
        Pictures.folder(m_folder.resolve("workflow/data/train"), 1);
        try (var workflow = open(NodeSettingsMap.read("knime://knime.workflow/data/train"))) {
            workflow.execute();
            Messages.assertExecuted(workflow, 1);
            assertEquals(List.of("plain/plain-00.png", "striped/striped-00.png"), ids(workflow.table(1, 1)));
        }
    }

    @Test
    void anAbsentFolderIsNamed() throws Exception {
        try (var workflow = open(NodeSettingsMap.read(m_images.resolve("nowhere").toString()))) {
            Messages.assertNotConfigured(workflow, 1, "nowhere\" does not exist");
        }
    }

    @Test
    void noFolderIsAskedFor() throws Exception {
        try (var workflow = open(NodeSettingsMap.read(""))) {
            Messages.assertNotConfigured(workflow, 1, "No folder is selected");
        }
    }

    @Test
    void aFolderWithoutClassesIsRefused() throws Exception {
        try (var workflow = open(NodeSettingsMap.read(m_images.resolve("b/deep/er").toString()))) {
            Messages.assertNotConfigured(workflow, 1, "has no sub-folder with images in it");
        }
    }

    private RunningWorkflow open(final NodeSettingsMap settings) throws Exception {
        final var chain = new Chain(Files.createDirectories(m_folder.resolve("workflow")));
        chain.read(settings);
        return chain.open();
    }

    private static List<String> ids(final BufferedDataTable table) {
        final var ids = new ArrayList<String>();
        table.forEach(row -> ids.add(row.getKey().getString()));
        return ids;
    }

    private static List<String> column(final BufferedDataTable table, final String name) {
        final var index = table.getDataTableSpec().findColumnIndex(name);
        final var values = new ArrayList<String>();
        table.forEach(row -> values.add(((StringValue)row.getCell(index)).getStringValue()));
        return values;
    }
}
