// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.head;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Target.Scale;
import org.transferlearning.engine.Task;
import org.transferlearning.nodes.util.ProblemException;
import org.transferlearning.nodes.util.TargetCell;
import org.transferlearning.nodes.util.TargetColumns;

/**
 * Columns of numbers, with their means and standard deviations. These are computed in one pass by the method of B. P.
 * Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4 (1962).
 */
final class NumberReader extends TargetReader {

    private static final String RESOLUTION = "Select other target columns, or choose no scaling.";

    private final List<String> m_names;

    private final boolean m_isStandardized;

    private final int[] m_indices;

    private final double[] m_means;

    /** Sums of the squared differences from the means. */
    private final double[] m_squares;

    private long m_rows;

    NumberReader(final DataTableSpec table, final List<String> names, final boolean isStandardized)
        throws ProblemException {
        m_names = names;
        m_isStandardized = isStandardized;
        m_indices = TargetColumns.findNumbers(table, names);
        m_means = new double[m_indices.length];
        m_squares = new double[m_indices.length];
        checkColumns(names);
    }

    /** With no scale yet, which no later node needs before the rows are there. */
    @Override
    Optional<Target> known() {
        return Optional.of(target(Collections.nCopies(m_names.size(), Scale.NONE)));
    }

    @Override
    boolean isComplete() {
        return !m_isStandardized;
    }

    @Override
    boolean read(final DataRow row) {
        final var numbers = new double[m_indices.length];
        for (var i = 0; i < numbers.length; i++) {
            final var number = TargetCell.number(row.getCell(m_indices[i]));
            if (number.isEmpty()) {
                return false;
            }
            numbers[i] = number.getAsDouble();
        }
        m_rows++;
        for (var i = 0; i < numbers.length; i++) {
            final var difference = numbers[i] - m_means[i];
            m_means[i] += difference / m_rows;
            m_squares[i] += difference * (numbers[i] - m_means[i]);
        }
        return true;
    }

    @Override
    Target target() throws ProblemException {
        if (!m_isStandardized) {
            return known().orElseThrow();
        }
        checkRows();
        final var scales = new ArrayList<Scale>();
        for (var i = 0; i < m_means.length; i++) {
            scales.add(scale(i));
        }
        return target(scales);
    }

    private Target target(final List<Scale> scales) {
        return new Target(Task.REGRESSION, m_names, scales, null);
    }

    private void checkRows() throws ProblemException {
        if (m_rows == 0) {
            throw new ProblemException("No row of the training table has a number in every target column.",
                "Select other target columns, or provide a table with numbers.");
        }
    }

    private Scale scale(final int i) throws ProblemException {
        if (m_squares[i] == 0) {
            throw new ProblemException("The target column \"" + m_names.get(i) + "\" has only one value, " + m_means[i]
                + ", which cannot be standardized.", RESOLUTION);
        }
        final var deviation = Math.sqrt(m_squares[i] / (m_rows - 1));
        if (!Double.isFinite(deviation)) {
            throw new ProblemException("The numbers of the target column \"" + m_names.get(i)
                + "\" are too large to be standardized.", RESOLUTION);
        }
        return new Scale(m_means[i], deviation);
    }

    /** The means as the network learns them: 0 after standardization. */
    @Override
    List<Double> prior() throws ProblemException {
        checkRows();
        return m_isStandardized ? Collections.nCopies(m_means.length, 0.0)
            : Arrays.stream(m_means).boxed().toList();
    }
}
