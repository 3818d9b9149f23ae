// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCell;

/**
 * The cell classes that tables may hold; there is no extension point for more here.
 * Stands for KNIME's {@code org.knime.core.data.DataTypeRegistry}.
 */
public final class DataTypeRegistry {
    private static final DataTypeRegistry INSTANCE = new DataTypeRegistry();

    private final Map<String, Class<? extends DataCell>> m_cells = Stream.<Class<? extends DataCell>> of(
        StringCell.class, DoubleCell.class, LongCell.class, IntCell.class, BooleanCell.class, ListCell.class,
        PNGImageCell.class, MissingCell.class)
        .collect(Collectors.toMap(Class::getName, Function.identity()));

    private DataTypeRegistry() {
    }

    /** @return the only one */
    public static DataTypeRegistry getInstance() {
        return INSTANCE;
    }

    /**
     * @param className full name
     * @return the class of cells
     */
    public Optional<Class<? extends DataCell>> getCellClass(final String className) {
        return Optional.ofNullable(m_cells.get(className));
    }

    /**
     * @param className full name
     * @return the interface, if a cell class implements it
     */
    public Optional<Class<? extends DataValue>> getValueClass(final String className) {
        return m_cells.values().stream().flatMap(cell -> DataType.valueClasses(cell).stream())
            .<Class<? extends DataValue>> map(value -> value)
            .filter(value -> value.getName().equals(className)).findFirst();
    }
}
