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
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.job.Prediction;

/**
 * The columns that Predict appends, named as KNIME's predictors name theirs: {@code Prediction (target)},
 * {@code P (target=class)} for each class, {@code Prediction (target) (Confidence)}.
 */
final class PredictionColumns {

    private static final DataColumnDomain PROBABILITY =
        new DataColumnDomainCreator(new DoubleCell(0), new DoubleCell(1)).createDomain();

    private final List<StringCell> m_classes;

    private final String m_target;

    private final boolean m_hasProbabilities;

    private final boolean m_hasConfidence;

    PredictionColumns(final Head head, final PredictNodeParameters parameters) {
        m_classes = labels(head).stream().map(StringCell::new).toList();
        m_target = head.target().column() == null ? "class" : head.target().column();
        m_hasProbabilities = parameters.m_appendProbabilities;
        m_hasConfidence = parameters.m_appendConfidence;
    }

    /** The classes, or the numbers of the outputs from 0 if nobody knows what they mean. */
    private static List<String> labels(final Head head) {
        return head.target().classes().isEmpty() ? IntStream.range(0, head.outputs()).mapToObj(String::valueOf).toList()
            : head.target().classes();
    }

    /**
     * @param input the table to label
     * @return its specification with the new columns, whose names are made unique
     */
    DataTableSpec append(final DataTableSpec input) {
        var spec = add(input, "Prediction (" + m_target + ")", StringCell.TYPE, new DataColumnDomainCreator(
            m_classes.stream().distinct().toArray(DataCell[]::new)).createDomain());
        if (m_hasProbabilities) {
            for (final var label : m_classes) {
                spec = add(spec, "P (" + m_target + "=" + label + ")", DoubleCell.TYPE, PROBABILITY);
            }
        }
        return m_hasConfidence ? add(spec, "Prediction (" + m_target + ") (Confidence)", DoubleCell.TYPE, PROBABILITY)
            : spec;
    }

    private static DataTableSpec add(final DataTableSpec spec, final String name, final DataType type,
        final DataColumnDomain domain) {
        final var column = new DataColumnSpecCreator(DataTableSpec.getUniqueColumnName(spec, name), type);
        column.setDomain(domain);
        return new DataTableSpecCreator(spec).addColumns(column.createSpec()).createSpec();
    }

    /**
     * @param prediction of one image
     * @return the new columns' cells; missing, with the reason, if the image failed
     */
    DataCell[] cells(final Prediction prediction) {
        if (prediction.values() == null) {
            final var cells = new DataCell[1 + (m_hasProbabilities ? m_classes.size() : 0) + (m_hasConfidence ? 1 : 0)];
            Arrays.fill(cells, new MissingCell(prediction.failure()));
            return cells;
        }
        final var probabilities = prediction.values();
        final var best = IntStream.range(0, probabilities.length)
            .reduce((a, b) -> probabilities[b] > probabilities[a] ? b : a).orElseThrow();
        final var cells = new ArrayList<DataCell>();
        cells.add(m_classes.get(best));
        if (m_hasProbabilities) {
            IntStream.range(0, probabilities.length).forEach(i -> cells.add(new DoubleCell(probabilities[i])));
        }
        if (m_hasConfidence) {
            cells.add(new DoubleCell(probabilities[best]));
        }
        return cells.toArray(DataCell[]::new);
    }
}
