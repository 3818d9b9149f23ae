// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.head;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.transferlearning.engine.Count;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Task;
import org.transferlearning.nodes.util.ProblemException;
import org.transferlearning.nodes.util.TargetCell;
import org.transferlearning.nodes.util.TargetColumns;

/** The labels in a column of collections, of which the table's specification knows nothing. */
final class LabelReader extends TargetReader {

    private final String m_name;

    private final int m_index;

    private final TreeMap<String, Long> m_counts = new TreeMap<>();

    private long m_rows;

    LabelReader(final DataTableSpec table, final String name) throws ProblemException {
        m_name = name;
        m_index = TargetColumns.findLabels(table, name);
    }

    @Override
    Optional<Target> known() {
        return Optional.empty();
    }

    @Override
    boolean isComplete() {
        return false;
    }

    @Override
    boolean read(final DataRow row) throws ProblemException {
        final var labels = TargetCell.labels(row.getCell(m_index));
        if (labels.isEmpty()) {
            return false;
        }
        m_rows++;
        labels.get().forEach(l -> m_counts.merge(l, 1L, Long::sum));
        if (m_counts.size() > HeadReplacer.MAX_CLASSES) {
            throw new ProblemException("The label column \"" + m_name + "\" has more than "
                + Count.of(HeadReplacer.MAX_CLASSES, "label") + ".",
                "Choose another label column: one with so many different values usually identifies the rows.");
        }
        return true;
    }

    @Override
    Target target() throws ProblemException {
        if (m_counts.isEmpty()) {
            throw new ProblemException("The label column \"" + m_name + "\" has no labels.",
                "Choose another label column, or provide a table with labeled images.");
        }
        return new Target(Task.MULTI_LABEL, new ArrayList<>(m_counts.keySet()), List.of(), m_name);
    }

    @Override
    List<Double> prior() {
        return m_counts.values().stream().map(count -> logOdds(count, m_rows)).toList();
    }

    /**
     * @param count how many rows have the label
     * @param rows how many rows there are
     * @return ln(p / (1 − p)) of the label's share p, by which a sigmoid gives p
     */
    static double logOdds(final long count, final long rows) {
        final var clipped = Math.min(Math.max(count, HALF_A_ROW), rows - HALF_A_ROW);
        return Math.log(clipped / (rows - clipped));
    }
}
