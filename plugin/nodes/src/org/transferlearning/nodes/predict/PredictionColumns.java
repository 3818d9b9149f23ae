// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomain;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataTableSpecCreator;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DoubleCell;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.job.Prediction;

/** The columns that Predict appends: those of the network's task, named as KNIME's predictors name theirs. */
final class PredictionColumns {

    private static final Column EMBEDDING =
        new Column("Embedding", ListCell.getCollectionType(DoubleCell.TYPE), null);

    private final TaskColumns m_task;

    private final boolean m_hasEmbedding;

    PredictionColumns(final Head head, final PredictNodeParameters parameters) {
        m_task = TaskColumns.of(head, parameters);
        m_hasEmbedding = parameters.m_appendEmbedding;
    }

    /**
     * A column to append.
     *
     * @param name its name, if the table has no other column of this name
     * @param type its type
     * @param domain what is known of its values; {@code null} if nothing is
     */
    record Column(String name, DataType type, DataColumnDomain domain) {

        private static final DataColumnDomain UNIT =
            new DataColumnDomainCreator(new DoubleCell(0), new DoubleCell(1)).createDomain();

        static Column probability(final String name) {
            return new Column(name, DoubleCell.TYPE, UNIT);
        }
    }

    /** The columns of a task. */
    interface TaskColumns {

        /**
         * @param head a network's head
         * @param parameters the user's
         * @return the columns of its task
         */
        static TaskColumns of(final Head head, final PredictNodeParameters parameters) {
            final var target = head.target();
            // without names, the numbers of the outputs from 0
            final var labels = target.classes().isEmpty()
                ? IntStream.range(0, head.outputs()).mapToObj(String::valueOf).toList() : target.classes();
            return switch (target.task()) {
                case CLASSIFICATION -> new ClassColumns(labels, target.column() == null ? "class" : target.column(),
                    parameters.m_appendProbabilities, parameters.m_appendConfidence);
                case MULTI_LABEL -> target.column() == null
                    ? new FlagColumns(labels, parameters.m_appendProbabilities)
                    : new LabelColumns(labels, target.column(), parameters.m_appendProbabilities);
                case REGRESSION -> new NumberColumns(labels);
            };
        }

        /** @return the columns in their order */
        List<Column> columns();

        /**
         * @param values see {@link Prediction#values()}
         * @return a cell for each column
         */
        List<DataCell> cells(double[] values);
    }

    private List<Column> columns() {
        final var columns = new ArrayList<>(m_task.columns());
        if (m_hasEmbedding) {
            columns.add(EMBEDDING);
        }
        return columns;
    }

    /**
     * @param input the table to label
     * @return its specification with the new columns, whose names are made unique
     */
    DataTableSpec append(final DataTableSpec input) {
        var spec = input;
        for (final var column : columns()) {
            final var creator =
                new DataColumnSpecCreator(DataTableSpec.getUniqueColumnName(spec, column.name()), column.type());
            creator.setDomain(column.domain());
            spec = new DataTableSpecCreator(spec).addColumns(creator.createSpec()).createSpec();
        }
        return spec;
    }

    /**
     * @param prediction of one image
     * @return the new columns' cells; missing, with the reason, if the image failed
     */
    DataCell[] cells(final Prediction prediction) {
        if (prediction.values() == null) {
            final var cells = new DataCell[columns().size()];
            Arrays.fill(cells, new MissingCell(prediction.failure()));
            return cells;
        }
        final var cells = new ArrayList<>(m_task.cells(prediction.values()));
        if (m_hasEmbedding) {
            cells.add(embedding(prediction.embedding()));
        }
        return cells.toArray(DataCell[]::new);
    }

    private static DataCell embedding(final float[] embedding) {
        return CollectionCellFactory.createListCell(
            IntStream.range(0, embedding.length).mapToObj(i -> new DoubleCell(embedding[i])).toList());
    }
}
