// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.knime.core.data.DataCell;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.StringValue;
import org.knime.core.node.BufferedDataTable;

/**
 * Rows of text in columns of equal width; numbers to the right.
 *
 * @param rows the rows, the first with the titles
 */
record TextTable(List<List<String>> rows) {

    private static final int WIDEST = 40;

    /**
     * @param table a KNIME table; columns with other than numbers and texts are left out
     * @param count the most rows to take
     * @return its first rows
     */
    static TextTable of(final BufferedDataTable table, final int count) {
        final var spec = table.getDataTableSpec();
        final var columns = new ArrayList<Integer>();
        for (var i = 0; i < spec.getNumColumns(); i++) {
            final var type = spec.getColumnSpec(i).getType();
            if (type.isCompatible(DoubleValue.class) || type.isCompatible(StringValue.class)) {
                columns.add(i);
            }
        }
        final var rows = new ArrayList<List<String>>();
        rows.add(columns.stream().map(i -> spec.getColumnSpec(i).getName()).toList());
        try (var iterator = table.iterator()) {
            while (iterator.hasNext() && rows.size() <= count) {
                final var row = iterator.next();
                rows.add(columns.stream().map(i -> text(row.getCell(i))).toList());
            }
        }
        return new TextTable(rows);
    }

    /**
     * @param value a whole number
     * @return it with commas
     */
    static String number(final long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** @return a line for each row */
    List<String> lines() {
        final var widths = new ArrayList<>(Collections.nCopies(rows.get(0).size(), 0));
        for (var row : rows) {
            for (var i = 0; i < row.size(); i++) {
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(final List<String> row, final List<Integer> widths) {
        final var line = new StringBuilder();
        for (var i = 0; i < row.size(); i++) {
            final var gap = " ".repeat(widths.get(i) - row.get(i).length());
            line.append(isNumeric(i) ? gap + row.get(i) : row.get(i) + gap).append("  ");
        }
        return line.toString().stripTrailing();
    }

    private boolean isNumeric(final int column) {
        return rows.stream().skip(1).allMatch(row -> row.get(column).matches("[-0-9.,?]+"));
    }

    private static String text(final DataCell cell) {
        if (cell.isMissing() || cell instanceof IntValue || !(cell instanceof DoubleValue number)) {
            final var text = cell.toString();
            // the end of a path tells more than its beginning
            return text.length() <= WIDEST ? text : "..." + text.substring(text.length() - WIDEST);
        }
        return String.format(Locale.ROOT, "%.4f", number.getDoubleValue());
    }
}
