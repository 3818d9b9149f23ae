// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.container;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.util.NonClosableOutputStream;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;

/**
 * The file <code>data.zip</code> of a table, in version 12 of KNIME's format: <code>data.bin</code> has the rows, here
 * always compressed with GZIP, <code>meta.xml</code> their number, the cell classes and the compression. Each row is
 * its ID and its cells, each ended by a terminator, and a separator.
 * Stands for KNIME's {@code org.knime.core.data.container.DefaultTableStoreFormat} with its reader and writer.
 */
public final class TableFile {
    private static final String DATA = "data.bin";

    private static final String META = "meta.xml";

    private static final String INTERNAL = "table.meta.internal";

    private static final String SIZE = "table.size";

    private static final String FORMAT = "container.format.config";

    private static final String COMPRESSION = "container.compression";

    private static final byte ROW_SEPARATOR = Byte.MIN_VALUE + 3;

    private TableFile() {
    }

    /**
     * @param file is created
     * @param rows to write
     * @param tableId the table's number
     * @param exec progress and cancellation
     * @throws IOException if it cannot be written
     * @throws CanceledExecutionException if the user canceled
     */
    public static void write(final File file, final List<DataRow> rows, final int tableId,
        final ExecutionMonitor exec) throws IOException, CanceledExecutionException {
        final var classes = new CellClasses();
        try (var zip = new ZipOutputStream(new BufferedOutputStream(new FileOutputStream(file)))) {
            zip.putNextEntry(new ZipEntry(DATA));
            final var gzip = new GZIPOutputStream(new NonClosableOutputStream(zip));
            final var out = new CellOutput(new BufferedOutputStream(gzip), classes);
            for (int i = 0; i < rows.size(); i++) {
                exec.checkCanceled();
                exec.setProgress((i + 1.0) / rows.size());
                writeRow(rows.get(i), out);
            }
            out.flush();
            gzip.finish();
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry(META));
            meta(rows.size(), tableId, classes).saveToXML(new NonClosableOutputStream.Zip(zip));
        }
    }

    private static void writeRow(final DataRow row, final CellOutput out) throws IOException {
        out.writeText(row.getKey().getString());
        out.endBlock();
        for (final DataCell cell : row) {
            out.writeCell(cell);
            out.endBlock();
        }
        out.writeControlByte(ROW_SEPARATOR);
    }

    private static NodeSettings meta(final int size, final int tableId, final CellClasses classes) {
        final var settings = new NodeSettings("Table Meta Information");
        final var meta = settings.addNodeSettings(INTERNAL);
        meta.addString("container.version", "container_12");
        meta.addInt(SIZE, size);
        meta.addBoolean("container.contains.blobs", false);
        meta.addString("container.filestores.uuid", null);
        meta.addBoolean("container.inmemory", true);
        meta.addInt("container.id", tableId);
        meta.addString("container.format", "org.knime.core.data.container.DefaultTableStoreFormat");
        final var format = meta.addNodeSettings(FORMAT);
        format.addString(COMPRESSION, "Gzip");
        classes.save(format);
        return settings;
    }

    private static NodeSettingsRO readMeta(final ZipFile zip) throws IOException {
        try {
            return NodeSettings.loadFromXML(entry(zip, META)).getNodeSettings(INTERNAL);
        } catch (InvalidSettingsException ex) {
            throw new IOException("Unable to read meta information from file. " + ex.getMessage(), ex);
        }
    }

    private static InputStream entry(final ZipFile zip, final String name) throws IOException {
        final var entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("No \"" + name + "\" in table file " + zip.getName());
        }
        return zip.getInputStream(entry);
    }

    /**
     * @param file of a table
     * @return how many rows
     * @throws IOException if it cannot be read
     */
    public static long size(final File file) throws IOException {
        try (var zip = new ZipFile(file)) {
            return readMeta(zip).getInt(SIZE);
        } catch (InvalidSettingsException ex) {
            throw new IOException(ex.getMessage(), ex);
        }
    }

    /**
     * @param file of a table
     * @param columns how many cells a row has
     * @return its rows
     * @throws IOException if it cannot be read
     */
    public static List<DataRow> read(final File file, final int columns) throws IOException {
        try (var zip = new ZipFile(file)) {
            final var meta = readMeta(zip);
            final var format = meta.getNodeSettings(FORMAT);
            final var classes = CellClasses.load(format);
            try (var data = decompress(entry(zip, DATA), format.getString(COMPRESSION))) {
                return readRows(new CellInput(data, classes), meta.getInt(SIZE), columns);
            }
        } catch (InvalidSettingsException ex) {
            throw new IOException("Unable to read table file " + file + ": " + ex.getMessage(), ex);
        }
    }

    private static InputStream decompress(final InputStream in, final String compression) throws IOException {
        return new BufferedInputStream(switch (compression) {
            case "None" -> in;
            case "Gzip" -> new GZIPInputStream(in);
            case "Snappy" -> new SnappyInput(in);
            default -> throw new IOException("Unknown table compression \"" + compression + "\"");
        });
    }

    private static List<DataRow> readRows(final CellInput in, final int size, final int columns)
        throws IOException {
        final var rows = new ArrayList<DataRow>(size);
        for (int i = 0; i < size; i++) {
            final var key = new RowKey(in.readText());
            in.endBlock();
            final var cells = new DataCell[columns];
            for (int c = 0; c < columns; c++) {
                cells[c] = in.readCell();
                in.endBlock();
            }
            if (in.readControlByte() != ROW_SEPARATOR) {
                throw new IOException("Expected end of row after \"" + key + "\"");
            }
            rows.add(new DefaultRow(key, cells));
        }
        return rows;
    }
}
