// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes table specifications. Stands for KNIME's {@code org.knime.core.data.DataTableSpecCreator}. */
public final class DataTableSpecCreator {
    private final List<DataColumnSpec> m_columns = new ArrayList<>();

    private final Map<String, String> m_properties = new LinkedHashMap<>();

    private String m_name;

    /** No columns. */
    public DataTableSpecCreator() {
    }

    /** @param spec what to start from */
    public DataTableSpecCreator(final DataTableSpec spec) {
        m_name = spec.getName();
        m_properties.putAll(spec.getProperties());
        addColumns(spec);
    }

    /**
     * @param columns with names that are not used yet
     * @return this
     * @throws IllegalArgumentException if a name is used
     */
    public DataTableSpecCreator addColumns(final DataColumnSpec... columns) {
        for (final var column : columns) {
            for (int i = 0; i < m_columns.size(); i++) {
                if (m_columns.get(i).getName().equals(column.getName())) {
                    throw new IllegalArgumentException(
                        "Column \"" + column.getName() + "\" already contained at index " + i);
                }
            }
            m_columns.add(column);
        }
        return this;
    }

    /**
     * @param fromSpec all its columns are added
     * @return this
     */
    public DataTableSpecCreator addColumns(final DataTableSpec fromSpec) {
        return addColumns(fromSpec.stream().toArray(DataColumnSpec[]::new));
    }

    /**
     * @param name of the table, null for "default"
     * @return this
     */
    public DataTableSpecCreator setName(final String name) {
        m_name = name;
        return this;
    }

    /** @return the specification */
    public DataTableSpec createSpec() {
        return new DataTableSpec(m_name, m_columns, m_properties);
    }
}
