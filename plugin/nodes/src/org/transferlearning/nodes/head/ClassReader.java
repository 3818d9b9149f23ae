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
import org.transferlearning.nodes.util.ProblemException;
import org.transferlearning.nodes.util.TargetCell;
import org.transferlearning.nodes.util.TargetColumn;

/** The classes of a column: those of its domain, else those of its cells. */
final class ClassReader extends TargetReader {

    private final String m_name;

    private final int m_index;

    private final Optional<List<String>> m_domain;

    private final TreeMap<String, Long> m_counts = new TreeMap<>();

    ClassReader(final DataTableSpec table, final String name) throws ProblemException {
        m_name = name;
        m_index = TargetColumn.find(table, name);
        m_domain = TargetColumn.knownClasses(table.getColumnSpec(m_index));
    }

    @Override
    Optional<Target> known() throws ProblemException {
        return m_domain.isPresent() ? Optional.of(target()) : Optional.empty();
    }

    @Override
    boolean isComplete() {
        return m_domain.isPresent();
    }

    @Override
    boolean read(final DataRow row) throws ProblemException {
        final var label = TargetCell.label(row.getCell(m_index));
        label.ifPresent(l -> m_counts.merge(l, 1L, Long::sum));
        checkMaximum(m_counts.size()); // one class too many is enough to know that there are too many
        return label.isPresent();
    }

    @Override
    Target target() throws ProblemException {
        final var classes = m_domain.orElseGet(() -> new ArrayList<>(m_counts.keySet()));
        if (classes.isEmpty()) {
            throw new ProblemException("The target column \"" + m_name + "\" has no values.",
                "Choose another target column, or provide a table with labeled images.");
        }
        if (classes.size() == 1) {
            throw new ProblemException("The target column \"" + m_name + "\" has only one class, \"" + classes.get(0)
                + "\".", "Choose another target column, or add images of a second class.");
        }
        checkMaximum(classes.size());
        return Target.classes(classes, m_name);
    }

    private void checkMaximum(final int count) throws ProblemException {
        if (count > HeadReplacer.MAX_CLASSES) {
            throw new ProblemException("The target column \"" + m_name + "\" has more than "
                + Count.of(HeadReplacer.MAX_CLASSES, "class") + ".",
                "Choose another target column: one with so many values usually identifies the rows.");
        }
    }

    /** ln(share of the class), by which a softmax gives the shares. */
    @Override
    List<Double> prior() throws ProblemException {
        final var total = (double)m_counts.values().stream().mapToLong(Long::longValue).sum();
        if (total == 0) {
            throw new ProblemException("The target column \"" + m_name + "\" has no values.",
                "Choose another first bias, or provide a table with labeled images.");
        }
        return target().classes().stream()
            .map(c -> Math.log(Math.max(m_counts.getOrDefault(c, 0L), HALF_A_ROW) / total)).toList();
    }
}
