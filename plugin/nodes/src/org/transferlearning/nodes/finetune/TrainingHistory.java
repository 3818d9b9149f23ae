// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.finetune;

import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.transferlearning.engine.Task;
import org.transferlearning.engine.job.EpochResult;

/** The table with a row for each epoch; the network's task decides what is measured. */
final class TrainingHistory {

    private TrainingHistory() {
    }

    /**
     * @param task the network's
     * @return the table's columns
     */
    static DataTableSpec spec(final Task task) {
        final var measure = switch (task) {
            case CLASSIFICATION -> "accuracy";
            case MULTI_LABEL -> "label accuracy";
            case REGRESSION -> "mean absolute error";
        };
        return new DataTableSpec("Training History", //
            column("Epoch", IntCell.TYPE), column("Training loss", DoubleCell.TYPE),
            column("Training " + measure, DoubleCell.TYPE), column("Validation loss", DoubleCell.TYPE),
            column("Validation " + measure, DoubleCell.TYPE), column("Learning rate", DoubleCell.TYPE),
            column("Seconds", DoubleCell.TYPE));
    }

    /**
     * @param task the network's
     * @param history an entry for each epoch
     * @param exec to make the table with
     * @return the table
     */
    static BufferedDataTable table(final Task task, final List<EpochResult> history, final ExecutionContext exec) {
        final var container = exec.createDataContainer(spec(task));
        for (final var epoch : history) {
            container.addRowToTable(new DefaultRow("Epoch " + epoch.epoch(), new IntCell(epoch.epoch()),
                cell(epoch.trainingLoss()), cell(epoch.trainingMeasure()), cell(epoch.validationLoss()),
                cell(epoch.validationMeasure()), cell(epoch.learningRate()), cell(epoch.seconds())));
        }
        container.close();
        return container.getTable();
    }

    private static DataColumnSpec column(final String name, final DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }

    private static DataCell cell(final double value) {
        return Double.isNaN(value) ? DataType.getMissingCell() : new DoubleCell(value);
    }
}
