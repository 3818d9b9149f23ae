// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Makes domains. Stands for KNIME's {@code org.knime.core.data.DataColumnDomainCreator}. */
public class DataColumnDomainCreator {
    private Set<DataCell> m_values;

    private DataCell m_lower;

    private DataCell m_upper;

    /** Nothing is known. */
    public DataColumnDomainCreator() {
    }

    /** @param copyFrom what is known */
    public DataColumnDomainCreator(final DataColumnDomain copyFrom) {
        setValues(copyFrom.getValues());
        m_lower = copyFrom.getLowerBound();
        m_upper = copyFrom.getUpperBound();
    }

    /** @param values the possible values in their order */
    public DataColumnDomainCreator(final Set<? extends DataCell> values) {
        setValues(values);
    }

    /** @param values the possible values in their order */
    public DataColumnDomainCreator(final DataCell[] values) {
        this(values == null ? null : new LinkedHashSet<>(Arrays.asList(values)));
    }

    /**
     * @param lowerBound the smallest value, may be null
     * @param upperBound the largest value, may be null
     */
    public DataColumnDomainCreator(final DataCell lowerBound, final DataCell upperBound) {
        m_lower = lowerBound;
        m_upper = upperBound;
    }

    /** @param values the possible values in their order, null if not known */
    public void setValues(final Set<? extends DataCell> values) {
        m_values = values == null ? null : Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    /** @param lower the smallest value, null if not known */
    public void setLowerBound(final DataCell lower) {
        m_lower = lower;
    }

    /** @param upper the largest value, null if not known */
    public void setUpperBound(final DataCell upper) {
        m_upper = upper;
    }

    /** @return the domain */
    public DataColumnDomain createDomain() {
        return new DataColumnDomain(m_lower, m_upper, m_values);
    }
}
