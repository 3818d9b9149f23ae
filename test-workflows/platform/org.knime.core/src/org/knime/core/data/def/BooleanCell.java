// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.def;

import org.knime.core.data.BooleanValue;
import org.knime.core.data.BoundedValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.NominalValue;

/** True or false, as a number 1 or 0. Stands for KNIME's {@code org.knime.core.data.def.BooleanCell}. */
public final class BooleanCell extends DataCell
    implements BooleanValue, IntValue, LongValue, DoubleValue, BoundedValue, NominalValue {
    /** True. */
    public static final BooleanCell TRUE = new BooleanCell(true);

    /** False. */
    public static final BooleanCell FALSE = new BooleanCell(false);

    /** Type of these cells. */
    public static final DataType TYPE = DataType.getType(BooleanCell.class);

    private static final long serialVersionUID = 1;

    private final boolean m_boolean;

    private BooleanCell(final boolean b) {
        m_boolean = b;
    }

    @Override
    public boolean getBooleanValue() {
        return m_boolean;
    }

    @Override
    public int getIntValue() {
        return m_boolean ? 1 : 0;
    }

    @Override
    public long getLongValue() {
        return getIntValue();
    }

    @Override
    public double getDoubleValue() {
        return getIntValue();
    }

    @Override
    protected boolean equalsDataCell(final DataCell dc) {
        return m_boolean == ((BooleanCell)dc).m_boolean;
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(m_boolean);
    }

    @Override
    public String toString() {
        return Boolean.toString(m_boolean);
    }

    /** Hands out the two cells. Stands for KNIME's class of the same name. */
    public static final class BooleanCellFactory {
        private BooleanCellFactory() {
        }

        /**
         * @param b a truth
         * @return its cell
         */
        public static DataCell create(final boolean b) {
            return b ? TRUE : FALSE;
        }
    }
}
