// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.transferlearning.nodes.predict.PredictionColumns.Column;
import org.transferlearning.nodes.predict.PredictionColumns.TaskColumns;

/**
 * One of several classes: {@code Prediction (target)}, {@code P (target=class)} for each class,
 * {@code Prediction (target) (Confidence)}.
 *
 * @param classes the classes
 * @param target name of the column that they come from
 * @param hasProbabilities whether there is a column for each class
 * @param hasConfidence whether there is a column with the highest probability
 */
record ClassColumns(List<String> classes, String target, boolean hasProbabilities, boolean hasConfidence)
    implements TaskColumns {

    @Override
    public List<Column> columns() {
        final var columns = new ArrayList<Column>();
        columns.add(new Column("Prediction (" + target + ")", StringCell.TYPE, new DataColumnDomainCreator(
            classes.stream().distinct().map(StringCell::new).toArray(DataCell[]::new)).createDomain()));
        if (hasProbabilities) {
            classes.forEach(c -> columns.add(Column.probability("P (" + target + "=" + c + ")")));
        }
        if (hasConfidence) {
            columns.add(Column.probability("Prediction (" + target + ") (Confidence)"));
        }
        return columns;
    }

    @Override
    public List<DataCell> cells(final double[] values) {
        final var best =
            IntStream.range(0, values.length).reduce((a, b) -> values[b] > values[a] ? b : a).orElseThrow();
        final var cells = new ArrayList<DataCell>();
        cells.add(new StringCell(classes.get(best)));
        if (hasProbabilities) {
            IntStream.range(0, values.length).forEach(i -> cells.add(new DoubleCell(values[i])));
        }
        if (hasConfidence) {
            cells.add(new DoubleCell(values[best]));
        }
        return cells;
    }
}
