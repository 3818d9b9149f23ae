// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.Comparator;

import org.knime.core.data.DataValue.UtilityFactory;

/** A kind of value with a name. Stands for KNIME's {@code org.knime.core.data.ExtensibleUtilityFactory}. */
public final class ExtensibleUtilityFactory extends UtilityFactory {
    private final String m_name;

    private final DataValueComparator m_comparator;

    /**
     * @param name for users
     * @param order of the values, null if they have none
     */
    public ExtensibleUtilityFactory(final String name, final Comparator<DataValue> order) {
        m_name = name;
        m_comparator = order == null ? null : new DataValueComparator() {
            @Override
            protected int compareDataValues(final DataValue v1, final DataValue v2) {
                return order.compare(v1, v2);
            }
        };
    }

    /** @return the name for users */
    public String getName() {
        return m_name;
    }

    @Override
    protected DataValueComparator getComparator() {
        return m_comparator;
    }

    @Override
    String name() {
        return m_name;
    }
}
