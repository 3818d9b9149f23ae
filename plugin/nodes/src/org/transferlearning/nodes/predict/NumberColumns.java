// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.predict;

import java.util.Arrays;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.def.DoubleCell;
import org.transferlearning.nodes.predict.PredictionColumns.Column;
import org.transferlearning.nodes.predict.PredictionColumns.TaskColumns;

/**
 * Numbers: {@code Prediction (target)} for each.
 *
 * @param targets names of the columns that they come from
 */
record NumberColumns(List<String> targets) implements TaskColumns {

    @Override
    public List<Column> columns() {
        return targets.stream().map(t -> new Column("Prediction (" + t + ")", DoubleCell.TYPE, null)).toList();
    }

    @Override
    public List<DataCell> cells(final double[] values) {
        return Arrays.stream(values).<DataCell>mapToObj(DoubleCell::new).toList();
    }
}
