// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Computes domains: possible values of nominal columns, up to a limit, and bounds of ordered ones, NaN left out.
 * Stands for KNIME's {@code org.knime.core.data.DataTableDomainCreator}.
 */
public class DataTableDomainCreator {
    private static final int MAX_VALUES = 60;

    private final DataTableSpec m_spec;

    private final Column[] m_columns;

    private int m_maxValues = MAX_VALUES;

    /**
     * @param inputSpec of the table
     * @param initDomain whether its domains are kept and extended, else dropped
     */
    public DataTableDomainCreator(final DataTableSpec inputSpec, final boolean initDomain) {
        m_spec = inputSpec;
        m_columns = inputSpec.stream().map(c -> new Column(c, initDomain)).toArray(Column[]::new);
    }

    /** @param maxValues how many different values a domain lists; 0 or more */
    public void setMaxPossibleValues(final int maxValues) {
        if (maxValues < 0) {
            throw new IllegalArgumentException("Maximum possible values must be >= 0 but is " + maxValues);
        }
        m_maxValues = maxValues;
    }

    /** @param row a row of the table */
    public void updateDomain(final DataRow row) {
        for (int i = 0; i < m_columns.length; i++) {
            final var cell = row.getCell(i);
            if (!cell.isMissing()) {
                m_columns[i].add(cell, m_maxValues);
            }
        }
    }

    /** @return the specification with the domains of the rows so far */
    public DataTableSpec createSpec() {
        return new DataTableSpec(m_spec.getName(), List.of(m_columns).stream().map(Column::spec).toList(),
            m_spec.getProperties());
    }

    private static final class Column {
        private final DataColumnSpec m_column;

        private final boolean m_isBounded;

        private Set<DataCell> m_values;

        private DataCell m_lower;

        private DataCell m_upper;

        Column(final DataColumnSpec column, final boolean initDomain) {
            m_column = column;
            m_isBounded = column.getType().isCompatible(BoundedValue.class);
            final var domain = column.getDomain();
            if (column.getType().isCompatible(NominalValue.class)) {
                m_values = new LinkedHashSet<>();
            }
            if (initDomain) {
                m_lower = domain.getLowerBound();
                m_upper = domain.getUpperBound();
                if (domain.hasValues()) {
                    m_values = new LinkedHashSet<>(domain.getValues());
                }
            }
        }

        void add(final DataCell cell, final int maxValues) {
            if (m_values != null && m_values.add(cell) && m_values.size() > maxValues) {
                m_values = null;
            }
            if (m_isBounded && !(cell instanceof DoubleValue number && Double.isNaN(number.getDoubleValue()))) {
                final var order = m_column.getType().getComparator();
                m_lower = m_lower == null || order.compare(cell, m_lower) < 0 ? cell : m_lower;
                m_upper = m_upper == null || order.compare(cell, m_upper) > 0 ? cell : m_upper;
            }
        }

        DataColumnSpec spec() {
            final var domain = new DataColumnDomainCreator(m_lower, m_upper);
            domain.setValues(m_values);
            final var creator = new DataColumnSpecCreator(m_column);
            creator.setDomain(domain.createDomain());
            return creator.createSpec();
        }
    }
}
