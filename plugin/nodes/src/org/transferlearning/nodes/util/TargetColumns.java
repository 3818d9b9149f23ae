// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.util;

import java.util.List;
import java.util.stream.Stream;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider;
import org.knime.node.parameters.widget.choices.util.FilteredInputTableColumnsProvider;

/**
 * Columns with something else to learn than one class per row ({@link TargetColumn}): a collection column with the
 * labels of each row, or several columns of numbers. These are either one label each, 0 or false where a row does not
 * have it and 1 or true where it does, or the numbers that a regression predicts. What their cells say is
 * {@link TargetCell}'s.
 */
public final class TargetColumns {

    private static final String LABELS_RESOLUTION = "Choose a column with lists or sets of labels (the node Cell "
        + "Splitter makes lists of text).";

    private static final String NUMBERS_RESOLUTION = "Choose at least one column with numbers.";

    private TargetColumns() {
    }

    /** The collection columns that a dialog offers, of the table at the second port. */
    public static final class LabelChoices implements FilteredInputTableColumnsProvider {

        @Override
        public int getInputTableIndex() {
            return 1;
        }

        @Override
        public boolean isIncluded(final DataColumnSpec column) {
            return holdsLabels(column.getType());
        }
    }

    /** The columns of numbers that a dialog offers, of the table at the second port. */
    public static final class NumberChoices extends CompatibleColumnsProvider {

        NumberChoices() {
            super(DoubleValue.class);
        }

        @Override
        public int getInputTableIndex() {
            return 1;
        }
    }

    /**
     * @param type the type of a column
     * @return whether its cells are collections of strings or whole numbers
     */
    public static boolean holdsLabels(final DataType type) {
        return type.isCompatible(CollectionDataValue.class) && isLabel(type.getCollectionElementType());
    }

    private static boolean isLabel(final DataType type) {
        return type.isCompatible(StringValue.class) || type.isCompatible(IntValue.class)
            || type.isCompatible(LongValue.class);
    }

    /**
     * @param spec a table
     * @return the name of its last collection column that can hold labels, else {@code null}
     */
    public static String guessLabels(final DataTableSpec spec) {
        return spec.stream().filter(c -> holdsLabels(c.getType())).reduce((first, last) -> last)
            .map(DataColumnSpec::getName).orElse(null);
    }

    /**
     * @param spec a table
     * @param name the collection column that the user has chosen; may be {@code null}
     * @return its index
     * @throws ProblemException if there is no such column, or it holds no labels
     */
    public static int findLabels(final DataTableSpec spec, final String name) throws ProblemException {
        final var index = Columns.find(spec, name, "label", LABELS_RESOLUTION);
        final var type = spec.getColumnSpec(index).getType();
        if (!holdsLabels(type)) {
            throw new ProblemException("The label column \"" + name + "\" has the type " + type.getName()
                + ", which holds no collections of labels.", LABELS_RESOLUTION);
        }
        return index;
    }

    /**
     * @param filter the columns that the user has chosen of {@link NumberChoices}
     * @param spec a table
     * @return their names in the table's order; then of those chosen one by one that it does not have
     */
    public static List<String> selected(final ColumnFilter filter, final DataTableSpec spec) {
        final var choices = spec.stream().filter(c -> c.getType().isCompatible(DoubleValue.class)).toList();
        return Stream.of(filter.filter(choices), filter.getMissingSelected(choices)).flatMap(Stream::of).toList();
    }

    /**
     * @param spec a table
     * @param names the columns of numbers to learn, in the order of the network's outputs
     * @return their indices, in the same order
     * @throws ProblemException if there are none, one is not there, or holds no numbers
     */
    public static int[] findNumbers(final DataTableSpec spec, final List<String> names) throws ProblemException {
        if (names.isEmpty()) {
            throw new ProblemException("No target column is selected.", NUMBERS_RESOLUTION);
        }
        final var indices = new int[names.size()];
        for (var i = 0; i < indices.length; i++) {
            indices[i] = Columns.find(spec, names.get(i), "target", NUMBERS_RESOLUTION);
            final var type = spec.getColumnSpec(indices[i]).getType();
            if (!type.isCompatible(DoubleValue.class)) {
                throw new ProblemException("The target column \"" + names.get(i) + "\" has the type " + type.getName()
                    + ", which holds no numbers.", NUMBERS_RESOLUTION);
            }
        }
        return indices;
    }
}
