// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.transferlearning.nodes.predict.PredictionColumns.Column;
import org.transferlearning.nodes.predict.PredictionColumns.TaskColumns;

/**
 * Several labels from one column: {@code Prediction (target)} with a list of those whose probability is 0.5 or more,
 * and {@code P (target=label)} for each label.
 *
 * @param labels the labels
 * @param target name of the column that they come from
 * @param hasProbabilities whether there is a column for each label
 */
record LabelColumns(List<String> labels, String target, boolean hasProbabilities) implements TaskColumns {

    @Override
    public List<Column> columns() {
        final var columns = new ArrayList<Column>();
        columns.add(new Column("Prediction (" + target + ")", ListCell.getCollectionType(StringCell.TYPE), null));
        if (hasProbabilities) {
            labels.forEach(l -> columns.add(Column.probability("P (" + target + "=" + l + ")")));
        }
        return columns;
    }

    @Override
    public List<DataCell> cells(final double[] values) {
        final var cells = new ArrayList<DataCell>();
        cells.add(CollectionCellFactory.createListCell(IntStream.range(0, values.length).filter(i -> values[i] >= 0.5)
            .mapToObj(i -> new StringCell(labels.get(i))).toList()));
        if (hasProbabilities) {
            IntStream.range(0, values.length).forEach(i -> cells.add(new DoubleCell(values[i])));
        }
        return cells;
    }
}
