// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.util;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.knime.core.data.DataCell;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.collection.CollectionDataValue;

/** What the cells of target columns say of a row, for every task. A missing cell says nothing: the row is skipped. */
public final class TargetCell {

    private TargetCell() {
    }

    /**
     * @param cell of a {@link TargetColumn}
     * @return the row's class; empty if the cell is missing
     */
    public static Optional<String> label(final DataCell cell) {
        return cell.isMissing() ? Optional.empty() : Optional.of(cell.toString());
    }

    /**
     * @param cell of a {@link TargetColumns#findLabels collection column}
     * @return the row's labels, which may be none; missing elements are not among them. Empty if the cell is missing
     */
    public static Optional<Set<String>> labels(final DataCell cell) {
        if (cell.isMissing()) {
            return Optional.empty();
        }
        final Set<String> labels = new LinkedHashSet<>();
        for (final var element : (CollectionDataValue)cell) {
            label(element).ifPresent(labels::add);
        }
        return Optional.of(labels);
    }

    /**
     * @param cell of a {@link TargetColumns#findNumbers column} that is one label
     * @param column its name
     * @return whether the row has the label; empty if the cell is missing
     * @throws ProblemException if the cell is another number than 0 and 1
     */
    public static Optional<Boolean> flag(final DataCell cell, final String column) throws ProblemException {
        if (cell.isMissing()) {
            return Optional.empty();
        }
        final var value = ((DoubleValue)cell).getDoubleValue();
        if (value != 0 && value != 1) {
            throw new ProblemException("The target column \"" + column + "\" has the value " + cell
                + ", which does not say whether a row has the label.",
                "Choose columns with the numbers 0 and 1, or with true and false.");
        }
        return Optional.of(value == 1);
    }

    /**
     * @param cell of a {@link TargetColumns#findNumbers column of numbers}
     * @return the number; empty if the cell is missing, infinite or not a number
     */
    public static OptionalDouble number(final DataCell cell) {
        if (cell.isMissing()) {
            return OptionalDouble.empty();
        }
        final var value = ((DoubleValue)cell).getDoubleValue();
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
