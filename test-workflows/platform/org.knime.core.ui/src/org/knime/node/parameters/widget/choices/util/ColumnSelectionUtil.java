// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.widget.choices.util;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.StringValue;
import org.knime.node.parameters.NodeParametersInput;

/** Stands for KNIME's class of the same name: finds columns, for the defaults of column settings. */
public final class ColumnSelectionUtil {

    private ColumnSelectionUtil() {
    }

    /** @return all columns of the table at an input port, none if its specification is unknown */
    public static List<DataColumnSpec> getAllColumns(final NodeParametersInput context, final int portIndex) {
        return getFilteredColumns(context, portIndex, column -> true);
    }

    /** @return the columns of the table at an input port that pass a test, none if its specification is unknown */
    public static List<DataColumnSpec> getFilteredColumns(final NodeParametersInput context, final int portIndex,
        final Predicate<DataColumnSpec> filter) {
        return context.getInTableSpec(portIndex).stream().flatMap(DataTableSpec::stream).filter(filter).toList();
    }

    /** @return the columns of the table at an input port whose cells can be read as one of the values */
    @SafeVarargs
    public static List<DataColumnSpec> getCompatibleColumns(final NodeParametersInput context, final int portIndex,
        final Class<? extends DataValue>... valueClasses) {
        return getFilteredColumns(context, portIndex, compatibleWith(valueClasses));
    }

    /** @return the text columns of the table at an input port */
    public static List<DataColumnSpec> getStringColumns(final NodeParametersInput context, final int portIndex) {
        return getCompatibleColumns(context, portIndex, StringValue.class);
    }

    /** @return the columns of a table whose cells can be read as one of the values */
    @SafeVarargs
    public static List<DataColumnSpec> getCompatibleColumns(final DataTableSpec spec,
        final Class<? extends DataValue>... valueClasses) {
        return columns(spec).filter(compatibleWith(valueClasses)).toList();
    }

    /** @return the first column of a table whose cells can be read as one of the values */
    @SafeVarargs
    public static Optional<DataColumnSpec> getFirstCompatibleColumn(final DataTableSpec spec,
        final Class<? extends DataValue>... valueClasses) {
        return columns(spec).filter(compatibleWith(valueClasses)).findFirst();
    }

    private static Stream<DataColumnSpec> columns(final DataTableSpec spec) {
        return spec == null ? Stream.empty() : spec.stream();
    }

    private static Predicate<DataColumnSpec> compatibleWith(final Class<? extends DataValue>[] valueClasses) {
        return column -> Arrays.stream(valueClasses).anyMatch(column.getType()::isCompatible);
    }
}
