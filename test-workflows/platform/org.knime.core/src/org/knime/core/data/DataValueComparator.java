// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.Comparator;

/** Orders cells, missing ones first. Stands for KNIME's {@code org.knime.core.data.DataValueComparator}. */
public abstract class DataValueComparator implements Comparator<DataCell> {
    /**
     * @param v1 a value of the kind in question
     * @param v2 another
     * @return as {@link Comparator#compare}
     */
    protected abstract int compareDataValues(DataValue v1, DataValue v2);

    @Override
    public final int compare(final DataCell c1, final DataCell c2) {
        if (c1.isMissing() || c2.isMissing()) {
            return Boolean.compare(c2.isMissing(), c1.isMissing());
        }
        return compareDataValues(c1, c2);
    }
}
