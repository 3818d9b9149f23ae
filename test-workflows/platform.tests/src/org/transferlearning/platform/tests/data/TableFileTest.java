// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.transferlearning.platform.tests.Scripts;
import org.transferlearning.testing.RunningWorkflow;

/** The file data.zip of a table in a node's folder. */
class TableFileTest {
    private static final String TEXT = "Snappy copies " + "=".repeat(100) + " and -----";

    @TempDir
    Path m_folder;

    private Path executeAndSave() throws Exception {
        try (var workflow = Scripts.run(m_folder, exec -> {
            final var column = new DataColumnSpecCreator("text", StringCell.TYPE).createSpec();
            final var container = exec.createDataContainer(new DataTableSpec(column));
            container.addRowToTable(new DefaultRow("Row0", new StringCell(TEXT)));
            container.close();
            return container.getTable();
        })) {
            workflow.save();
        }
        try (var files = Files.walk(m_folder)) {
            return files.filter(f -> f.endsWith(Path.of("port_1", "data.zip"))).findFirst().orElseThrow();
        }
    }

    private static Map<String, byte[]> read(final Path zip) throws IOException {
        final var entries = new LinkedHashMap<String, byte[]>();
        try (var file = new ZipFile(zip.toFile())) {
            for (final var entry : file.stream().toList()) {
                entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private static void write(final Path zip, final Map<String, byte[]> entries) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (final var entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
    }

    @Test
    void theFileHoldsRowsAndTheirNumber() throws Exception {
        final var entries = read(executeAndSave());
        assertTrue(entries.containsKey("data.bin"));
        final var meta = new String(entries.get("meta.xml"), StandardCharsets.UTF_8);
        assertTrue(meta.contains("<entry key=\"table.size\" type=\"xint\" value=\"1\"/>"), meta);
        assertTrue(meta.contains("value=\"org.knime.core.data.def.StringCell\"/>"), meta);
    }

    @Test
    void aTableCompressedWithSnappyIsRead() throws Exception {
        final var zip = executeAndSave();
        final var entries = read(zip);
        final var meta = new String(entries.get("meta.xml"), StandardCharsets.UTF_8);
        assumeTrue(meta.contains("\"Gzip\""), "KNIME itself writes Snappy");
        entries.put("meta.xml", meta.replace("\"Gzip\"", "\"Snappy\"").getBytes(StandardCharsets.UTF_8));
        entries.put("data.bin",
            snappy(new GZIPInputStream(new ByteArrayInputStream(entries.get("data.bin"))).readAllBytes()));
        write(zip, entries);
        try (var workflow = RunningWorkflow.load(m_folder); var rows = workflow.table(1, 1).iterator()) {
            assertEquals(new StringCell(TEXT), rows.next().getCell(0));
        }
    }

    /** The stream of snappy-java: magic, two versions, then one block with its length. */
    private static byte[] snappy(final byte[] data) throws IOException {
        final var block = block(data);
        final var out = new ByteArrayOutputStream();
        final var stream = new DataOutputStream(out);
        stream.write(new byte[]{(byte)0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0});
        stream.writeInt(1);
        stream.writeInt(1);
        stream.writeInt(block.length);
        stream.write(block);
        return out.toByteArray();
    }

    /** Literals, and runs of one byte as copies from one byte before (google/snappy, format_description.txt). */
    private static byte[] block(final byte[] data) {
        final var out = new ByteArrayOutputStream();
        for (int n = data.length; n > 0 || out.size() == 0; n >>= 7) { // the length, seven bits at a time
            out.write(n > 0x7F ? n & 0x7F | 0x80 : n);
        }
        int i = 0;
        while (i < data.length) {
            int run = 0;
            while (i > 0 && run < 64 && i + run < data.length && data[i + run] == data[i - 1]) {
                run++;
            }
            if (run > 11) { // kind 2: length - 1 in six bits, offset in two bytes
                out.write(run - 1 << 2 | 2);
                out.write(1);
                out.write(0);
            } else if (run >= 4) { // kind 1: length - 4 in three bits, offset in three bits and a byte
                out.write(run - 4 << 2 | 1);
                out.write(1);
            } else { // kind 0: length - 1 in six bits, or 60 for one more byte of length - 1
                run = 1;
                out.write(i % 2 == 0 ? 0 : 60 << 2);
                if (i % 2 != 0) {
                    out.write(0);
                }
                out.write(data[i]);
            }
            i += run;
        }
        return out.toByteArray();
    }
}
