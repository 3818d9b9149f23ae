// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knime.core.node.BufferedDataTable;

/** Writes a table as comma-separated values (RFC 4180), UTF-8, with the row keys; missing cells are empty. */
final class CsvFile {

    private CsvFile() {
    }

    /**
     * @param table the table
     * @param file the file to write
     */
    static void write(final BufferedDataTable table, final Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file); var rows = table.iterator()) {
            out.write(line(Stream.concat(Stream.of("Row ID"), Stream.of(table.getDataTableSpec().getColumnNames()))));
            while (rows.hasNext()) {
                final var row = rows.next();
                out.write(line(Stream.concat(Stream.of(row.getKey().getString()),
                    row.stream().map(cell -> cell.isMissing() ? "" : cell.toString()))));
            }
        }
    }

    private static String line(final Stream<String> values) {
        return values.map(CsvFile::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(final String value) {
        return value.matches("(?s).*[\",\r\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
