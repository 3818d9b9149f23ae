// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.ConfigRO;
import org.knime.core.node.config.ConfigWO;

/** Possible values and bounds of a column. Stands for KNIME's {@code org.knime.core.data.DataColumnDomain}. */
public final class DataColumnDomain {
    private static final String LOWER = "lower_bound";

    private static final String UPPER = "upper_bound";

    private static final String VALUES = "possible_values";

    private final DataCell m_lower;

    private final DataCell m_upper;

    private final Set<DataCell> m_values;

    DataColumnDomain(final DataCell lower, final DataCell upper, final Set<DataCell> values) {
        m_lower = lower;
        m_upper = upper;
        m_values = values;
    }

    /** @return the possible values in a fixed order, null if not known */
    public Set<DataCell> getValues() {
        return m_values;
    }

    /** @return whether the possible values are known */
    public boolean hasValues() {
        return m_values != null;
    }

    /** @return the smallest value, null if not known */
    public DataCell getLowerBound() {
        return m_lower;
    }

    /** @return whether the smallest value is known */
    public boolean hasLowerBound() {
        return m_lower != null;
    }

    /** @return the largest value, null if not known */
    public DataCell getUpperBound() {
        return m_upper;
    }

    /** @return whether the largest value is known */
    public boolean hasUpperBound() {
        return m_upper != null;
    }

    /** @return whether both bounds are known */
    public boolean hasBounds() {
        return hasLowerBound() && hasUpperBound();
    }

    /** @param config gets what is known */
    public void save(final ConfigWO config) {
        if (hasLowerBound()) {
            config.addDataCell(LOWER, m_lower);
        }
        if (hasUpperBound()) {
            config.addDataCell(UPPER, m_upper);
        }
        if (hasValues()) {
            config.addDataCellArray(VALUES, m_values.toArray(DataCell[]::new));
        }
    }

    /**
     * @param config from {@link #save}
     * @return the domain
     */
    public static DataColumnDomain load(final ConfigRO config) {
        DataCell[] values;
        try {
            values = config.containsKey(VALUES) ? config.getDataCellArray(VALUES) : null;
        } catch (InvalidSettingsException ex) {
            values = null; // a domain that cannot be read is an unknown one, as in KNIME
        }
        return new DataColumnDomain(config.getDataCell(LOWER, null), config.getDataCell(UPPER, null),
            values == null ? null : Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(values))));
    }

    @Override
    public boolean equals(final Object obj) {
        return obj instanceof DataColumnDomain other && Objects.equals(m_lower, other.m_lower)
            && Objects.equals(m_upper, other.m_upper) && Objects.equals(m_values, other.m_values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(m_lower, m_upper, m_values);
    }

    @Override
    public String toString() {
        return "lower=" + m_lower + ",upper=" + m_upper + ",values=" + m_values;
    }
}
