// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.def;

import org.knime.core.data.BoundedValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;

/** A floating-point number. Stands for KNIME's {@code org.knime.core.data.def.DoubleCell}. */
public final class DoubleCell extends DataCell implements DoubleValue, BoundedValue {
    /** Type of these cells. */
    public static final DataType TYPE = DataType.getType(DoubleCell.class);

    private static final long serialVersionUID = 1;

    private final double m_double;

    /** @param d the number, NaN included */
    public DoubleCell(final double d) {
        m_double = d;
    }

    @Override
    public double getDoubleValue() {
        return m_double;
    }

    @Override
    protected boolean equalsDataCell(final DataCell dc) {
        final double other = ((DoubleCell)dc).m_double;
        return m_double == other || Double.isNaN(m_double) && Double.isNaN(other);
    }

    @Override
    public int hashCode() {
        return Double.hashCode(m_double == 0 ? 0.0 : m_double); // 0.0 and -0.0 are equal
    }

    @Override
    public String toString() {
        return Double.toString(m_double);
    }
}
