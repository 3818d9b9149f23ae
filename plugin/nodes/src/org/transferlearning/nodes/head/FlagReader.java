// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.head;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Task;
import org.transferlearning.nodes.util.ProblemException;
import org.transferlearning.nodes.util.TargetCell;
import org.transferlearning.nodes.util.TargetColumns;

/** Columns that are a label each. */
final class FlagReader extends TargetReader {

    private final List<String> m_names;

    private final int[] m_indices;

    private final long[] m_counts;

    private long m_rows;

    FlagReader(final DataTableSpec table, final List<String> names) throws ProblemException {
        m_names = names;
        m_indices = TargetColumns.findNumbers(table, names);
        m_counts = new long[m_indices.length];
        checkColumns(names);
    }

    @Override
    Optional<Target> known() {
        return Optional.of(target());
    }

    @Override
    boolean isComplete() {
        return true;
    }

    @Override
    boolean read(final DataRow row) throws ProblemException {
        final var flags = new int[m_indices.length];
        for (var i = 0; i < flags.length; i++) {
            final var flag = TargetCell.flag(row.getCell(m_indices[i]), m_names.get(i));
            if (flag.isEmpty()) {
                return false;
            }
            flags[i] = flag.get() ? 1 : 0;
        }
        Arrays.setAll(m_counts, i -> m_counts[i] + flags[i]);
        m_rows++;
        return true;
    }

    @Override
    Target target() {
        return new Target(Task.MULTI_LABEL, m_names, List.of(), null);
    }

    @Override
    List<Double> prior() throws ProblemException {
        if (m_rows == 0) {
            throw new ProblemException("No row of the training table has a value in every target column.",
                "Choose another first bias, or select other target columns.");
        }
        return Arrays.stream(m_counts).mapToObj(count -> LabelReader.logOdds(count, m_rows)).toList();
    }
}
