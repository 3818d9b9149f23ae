// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.knime.core.node.BufferedDataTable;

/**
 * How well a table's predictions agree with its classes.
 *
 * @param pairs class and prediction of each row that has both
 * @param missing number of rows that lack one
 */
record HoldOut(List<Pair> pairs, long missing) {

    private static final Pattern PREDICTION = Pattern.compile("Prediction \\((.+)\\)");

    /**
     * @param label the class
     * @param prediction the predicted one
     */
    record Pair(String label, String prediction) {
    }

    /**
     * @param table a table with a column {@code Prediction (NAME)} and a column {@code NAME}
     * @return its pairs
     */
    static HoldOut of(final BufferedDataTable table) {
        final var spec = table.getDataTableSpec();
        for (var i = 0; i < spec.getNumColumns(); i++) {
            final var name = PREDICTION.matcher(spec.getColumnSpec(i).getName());
            if (name.matches() && spec.containsName(name.group(1))) {
                return of(table, spec.findColumnIndex(name.group(1)), i);
            }
        }
        throw new IllegalArgumentException("The table has no column \"Prediction (...)\" beside its class column: "
            + spec);
    }

    private static HoldOut of(final BufferedDataTable table, final int label, final int prediction) {
        final var pairs = new ArrayList<Pair>();
        try (var rows = table.iterator()) {
            while (rows.hasNext()) {
                final var row = rows.next();
                if (!row.getCell(label).isMissing() && !row.getCell(prediction).isMissing()) {
                    pairs.add(new Pair(row.getCell(label).toString(), row.getCell(prediction).toString()));
                }
            }
        }
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("No row has both a class and a prediction.");
        }
        return new HoldOut(pairs, table.size() - pairs.size());
    }

    /** @return the accuracy and the confusion matrix */
    List<String> lines() {
        final var right = pairs.stream().filter(pair -> pair.label().equals(pair.prediction())).count();
        final var lines = new ArrayList<String>();
        lines.add(String.format(Locale.ROOT, "Hold-out accuracy: %.3f (%d of %d images%s)", (double)right / pairs.size(),
            right, pairs.size(), missing == 0 ? "" : "; " + missing + " more without a class or a prediction"));
        lines.add("");
        lines.addAll(confusionMatrix().lines());
        return lines;
    }

    private TextTable confusionMatrix() {
        final var classes = new TreeSet<String>();
        pairs.forEach(pair -> classes.addAll(List.of(pair.label(), pair.prediction())));
        final var rows = new ArrayList<List<String>>();
        final var titles = new ArrayList<>(List.of("class \\ predicted"));
        titles.addAll(classes);
        rows.add(titles);
        for (var label : classes) {
            final var row = new ArrayList<>(List.of(label));
            for (var prediction : classes) {
                final var pair = new Pair(label, prediction);
                row.add(String.valueOf(pairs.stream().filter(pair::equals).count()));
            }
            rows.add(row);
        }
        return new TextTable(rows);
    }
}
