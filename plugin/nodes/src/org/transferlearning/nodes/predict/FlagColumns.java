// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.predict;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.transferlearning.nodes.predict.PredictionColumns.Column;
import org.transferlearning.nodes.predict.PredictionColumns.TaskColumns;

/**
 * Several labels with a column each: {@code Prediction (label)}, 1 if its probability is 0.5 or more, else 0, and
 * {@code P (label=1)}.
 *
 * @param labels the labels, which are names of columns
 * @param hasProbabilities whether there is a column for each probability
 */
record FlagColumns(List<String> labels, boolean hasProbabilities) implements TaskColumns {

    @Override
    public List<Column> columns() {
        final var domain = new DataColumnDomainCreator(new IntCell(0), new IntCell(1)).createDomain();
        final var columns = new ArrayList<Column>();
        for (final var label : labels) {
            columns.add(new Column("Prediction (" + label + ")", IntCell.TYPE, domain));
            if (hasProbabilities) {
                columns.add(Column.probability("P (" + label + "=1)"));
            }
        }
        return columns;
    }

    @Override
    public List<DataCell> cells(final double[] values) {
        final var cells = new ArrayList<DataCell>();
        for (final var value : values) {
            cells.add(new IntCell(value >= 0.5 ? 1 : 0));
            if (hasProbabilities) {
                cells.add(new DoubleCell(value));
            }
        }
        return cells;
    }
}
