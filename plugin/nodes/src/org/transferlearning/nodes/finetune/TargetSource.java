// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.finetune;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Task;
import org.transferlearning.engine.job.TrainingItem;
import org.transferlearning.nodes.util.ProblemException;
import org.transferlearning.nodes.util.TargetCell;
import org.transferlearning.nodes.util.TargetColumn;
import org.transferlearning.nodes.util.TargetColumns;

/**
 * Where a table has what a network is to predict: in a column that the user chooses, of classes or of collections of
 * labels, or in columns that the network names, one for each label or number.
 */
final class TargetSource {

    /** What to do if the network predicts something else than the table has. */
    static final String RESOLUTION = "Add a Replace Head node with the same target column before this one; if the "
        + "table has fewer classes than its domain, add a Domain Calculator node.";

    /** Number of columns that a message names. */
    private static final int NAMED = 5;

    private final Task m_task;

    private final List<String> m_columns;

    private final Reader m_reader;

    private TargetSource(final Task task, final List<String> columns, final Reader reader) {
        m_task = task;
        m_columns = columns;
        m_reader = reader;
    }

    /** What the cells of a row say. */
    private interface Reader {
        Optional<double[]> read(DataRow row) throws ProblemException;
    }

    /**
     * @param target what a network predicts
     * @return whether the user chooses the target column; else the network names its target columns
     */
    static boolean isChosen(final Target target) {
        return target.task() == Task.CLASSIFICATION || target.task() == Task.MULTI_LABEL && target.column() != null;
    }

    /**
     * @param table a table's specification
     * @param target what the network predicts
     * @param chosen the target column that the user has chosen
     * @return where the table has it
     * @throws ProblemException if it does not
     */
    static TargetSource find(final DataTableSpec table, final Target target, final String chosen)
        throws ProblemException {
        if (target.task() == Task.CLASSIFICATION) {
            final var index = TargetColumn.find(table, chosen);
            final var outputs = outputs(target.classes());
            return new TargetSource(target.task(), List.of(chosen),
                row -> classOf(row.getCell(index), outputs, chosen));
        }
        if (isChosen(target)) {
            final var index = TargetColumns.findLabels(table, chosen);
            final var outputs = outputs(target.classes());
            final var count = target.classes().size();
            return new TargetSource(target.task(), List.of(chosen),
                row -> labelsOf(row.getCell(index), outputs, count, chosen));
        }
        final var indices = indices(table, target.classes());
        return new TargetSource(target.task(), target.classes(), target.task() == Task.MULTI_LABEL
            ? row -> flagsOf(row, indices, target.classes()) : row -> numbersOf(row, indices));
    }

    /** Of labels that occur more than once, as some in ImageNet do, the first counts. */
    private static Map<String, Integer> outputs(final List<String> classes) {
        final var outputs = new HashMap<String, Integer>();
        for (var i = 0; i < classes.size(); i++) {
            outputs.putIfAbsent(classes.get(i), i);
        }
        return outputs;
    }

    private static int[] indices(final DataTableSpec table, final List<String> columns) throws ProblemException {
        final var indices = new int[columns.size()];
        for (var i = 0; i < indices.length; i++) {
            final var column = columns.get(i);
            indices[i] = table.findColumnIndex(column);
            if (indices[i] < 0) {
                throw new ProblemException("The network predicts \"" + column
                    + "\", but the table has no column of this name.",
                    "Provide a table with this column, or add a Replace Head node with other target columns.");
            }
            final var type = table.getColumnSpec(indices[i]).getType();
            if (!type.isCompatible(DoubleValue.class)) {
                throw new ProblemException("The network predicts \"" + column
                    + "\" as a number, but the column of this name has the type " + type.getName() + ".",
                    "Provide numbers in this column, or add a Replace Head node with other target columns.");
            }
        }
        return indices;
    }

    private static Optional<double[]> classOf(final DataCell cell, final Map<String, Integer> outputs,
        final String column) throws ProblemException {
        final var label = TargetCell.label(cell);
        return label.isEmpty() ? Optional.empty()
            : Optional.of(new double[]{output(label.get(), outputs, column, "class")});
    }

    private static Optional<double[]> labelsOf(final DataCell cell, final Map<String, Integer> outputs, final int count,
        final String column) throws ProblemException {
        final var labels = TargetCell.labels(cell);
        if (labels.isEmpty()) {
            return Optional.empty();
        }
        final var target = new double[count];
        for (final var label : labels.get()) {
            target[output(label, outputs, column, "label")] = 1;
        }
        return Optional.of(target);
    }

    private static int output(final String label, final Map<String, Integer> outputs, final String column,
        final String noun) throws ProblemException {
        final var output = outputs.get(label);
        if (output == null) {
            throw new ProblemException("The target column \"" + column + "\" has the " + noun + " \"" + label
                + "\", which the network does not predict.", RESOLUTION);
        }
        return output;
    }

    private static Optional<double[]> flagsOf(final DataRow row, final int[] indices, final List<String> columns)
        throws ProblemException {
        final var target = new double[indices.length];
        for (var i = 0; i < target.length; i++) {
            final var flag = TargetCell.flag(row.getCell(indices[i]), columns.get(i));
            if (flag.isEmpty()) {
                return Optional.empty();
            }
            target[i] = flag.get() ? 1 : 0;
        }
        return Optional.of(target);
    }

    private static Optional<double[]> numbersOf(final DataRow row, final int[] indices) {
        final var target = new double[indices.length];
        for (var i = 0; i < target.length; i++) {
            final var number = TargetCell.number(row.getCell(indices[i]));
            if (number.isEmpty()) {
                return Optional.empty();
            }
            target[i] = number.getAsDouble();
        }
        return Optional.of(target);
    }

    /**
     * @param row of the table
     * @return see {@link TrainingItem#target()}; empty if a cell is missing
     * @throws ProblemException if the network cannot predict it
     */
    Optional<double[]> read(final DataRow row) throws ProblemException {
        return m_reader.read(row);
    }

    /**
     * @param target of a row
     * @return the number of the group of which validation takes the same part as of others: the class, else always 0
     */
    int stratum(final double[] target) {
        return m_task == Task.CLASSIFICATION ? (int)target[0] : 0;
    }

    /** @return for example {@code the target column "Class"}; of many columns, some are named */
    String name() {
        return (m_columns.size() == 1 ? "the target column " : "one of the target columns ")
            + m_columns.stream().limit(NAMED).map(c -> "\"" + c + "\"").collect(Collectors.joining(", "))
            + (m_columns.size() > NAMED ? ", …" : "");
    }
}
