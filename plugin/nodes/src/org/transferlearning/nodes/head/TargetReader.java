// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.head;

import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.transferlearning.engine.Count;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.Target;
import org.transferlearning.nodes.head.ReplaceHeadNodeParameters.LabelSource;
import org.transferlearning.nodes.util.ColumnChoice;
import org.transferlearning.nodes.util.ProblemException;
import org.transferlearning.nodes.util.TargetColumns;

/**
 * What a table gives a network to learn: as far as the table's specification tells, then, when its rows have been read,
 * the rest. Each task has its own.
 */
abstract class TargetReader {

    /** What a share of 0 or 1 counts as where a logarithm is taken: as if half a row were different. */
    static final double HALF_A_ROW = 0.5;

    /**
     * @param parameters the user's
     * @param table the specification of the training table
     * @return the reader for the user's task and columns
     * @throws ProblemException if the columns are not there, or not of the right kind
     */
    static TargetReader of(final ReplaceHeadNodeParameters parameters, final DataTableSpec table)
        throws ProblemException {
        final var column = parameters.column(table).map(ColumnChoice::name).orElse(null);
        return switch (parameters.m_task) {
            case CLASSES -> new ClassReader(table, column);
            case LABELS -> parameters.m_labelSource == LabelSource.COLLECTION ? new LabelReader(table, column)
                : new FlagReader(table, TargetColumns.selected(parameters.m_columns, table));
            case NUMBERS -> new NumberReader(table, TargetColumns.selected(parameters.m_columns, table),
                parameters.isStandardized());
        };
    }

    /**
     * @return what the table's specification tells: all but the scales of numbers; empty if only the rows know what
     *         there is to predict
     * @throws ProblemException if it is not something to learn
     */
    abstract Optional<Target> known() throws ProblemException;

    /** @return whether the target is complete without the rows */
    abstract boolean isComplete();

    /**
     * Takes a row into account.
     *
     * @return whether it counts; false if a target is missing
     * @throws ProblemException if there is no way to learn from this table
     */
    abstract boolean read(DataRow row) throws ProblemException;

    /**
     * @return the target, complete when the rows have been read
     * @throws ProblemException if there is nothing to learn
     */
    abstract Target target() throws ProblemException;

    /**
     * @return what a network without features should give, one value for each output, when the rows have been read:
     *         logarithms of the shares or of the odds, or the mean
     * @throws ProblemException if there is nothing to learn
     */
    abstract List<Double> prior() throws ProblemException;

    /**
     * Reads a table.
     *
     * @param table the training table
     * @param exec for progress and cancellation
     * @return how many rows have been skipped, because a target is missing
     * @throws ProblemException if there is no way to learn from this table
     * @throws CanceledExecutionException if the user cancels
     */
    long readAll(final BufferedDataTable table, final ExecutionMonitor exec)
        throws ProblemException, CanceledExecutionException {
        var skipped = 0L;
        var count = 0L;
        try (var rows = table.iterator()) {
            while (rows.hasNext()) {
                exec.checkCanceled();
                exec.setProgress((double)count++ / table.size(), "Reading the targets");
                if (!read(rows.next())) {
                    skipped++;
                }
            }
        }
        return skipped;
    }

    /** Checks the number of columns that are an output each. */
    static void checkColumns(final List<String> columns) throws ProblemException {
        if (columns.size() > HeadReplacer.MAX_CLASSES) {
            throw new ProblemException(Count.of(columns.size(), "target column") + " are selected, but a head can have "
                + "at most " + Count.of(HeadReplacer.MAX_CLASSES, "output") + ".", "Select fewer target columns.");
        }
    }
}
