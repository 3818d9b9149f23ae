// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.util;

import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.StringValue;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider;

/**
 * The column with the classes to learn: strings, or whole numbers, whose text is then the class. The
 * classes of a column are in the order of their code points, so that the same data always give the same network,
 * whatever the order of the rows and the user's language.
 */
public final class TargetColumn {

    private static final String RESOLUTION =
        "Choose a string or whole-number column with the class of each image.";

    private TargetColumn() {
    }

    /** The columns that a dialog offers, of the table at the second port. */
    public static final class Choices extends CompatibleColumnsProvider {

        Choices() {
            super(List.of(StringValue.class, IntValue.class, LongValue.class));
        }

        @Override
        public int getInputTableIndex() {
            return 1;
        }
    }

    /**
     * @param spec a table
     * @return the name of its last string column whose values are known, else of its last string column, else
     *         {@code null}
     */
    public static String guess(final DataTableSpec spec) {
        return spec.stream().filter(c -> c.getType().isCompatible(StringValue.class))
            .filter(c -> c.getDomain().hasValues()).reduce((first, last) -> last)
            .or(() -> spec.stream().filter(c -> c.getType().isCompatible(StringValue.class))
                .reduce((first, last) -> last))
            .map(DataColumnSpec::getName).orElse(null);
    }

    /**
     * @param type the type of a column
     * @return whether its cells are strings or whole numbers
     */
    public static boolean holdsClasses(final DataType type) {
        return type.isCompatible(StringValue.class) || type.isCompatible(IntValue.class)
            || type.isCompatible(LongValue.class);
    }

    /**
     * @param spec a table
     * @param name the column that the user has chosen; may be {@code null}
     * @return its index
     * @throws ProblemException if there is no such column, or it holds no classes
     */
    public static int find(final DataTableSpec spec, final String name) throws ProblemException {
        final var index = Columns.find(spec, name, "target", RESOLUTION);
        final var type = spec.getColumnSpec(index).getType();
        if (!holdsClasses(type)) {
            throw new ProblemException("The target column \"" + name + "\" has the type " + type.getName()
                + ", which holds no classes.", RESOLUTION);
        }
        return index;
    }

    /**
     * @param column a target column
     * @return its classes in order; empty if only the rows know them
     */
    public static Optional<List<String>> knownClasses(final DataColumnSpec column) {
        final var domain = column.getDomain();
        return domain.hasValues() ? Optional.of(domain.getValues().stream().map(Object::toString).sorted().toList())
            : Optional.empty();
    }
}
