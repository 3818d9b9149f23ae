// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

/** A cell without a value; it fits any column. Stands for KNIME's {@code org.knime.core.data.MissingCell}. */
public final class MissingCell extends DataCell implements MissingValue {
    private static final long serialVersionUID = 1;

    static final MissingCell INSTANCE = new MissingCell(null);

    private final String m_error;

    /** @param error why there is no value, may be null */
    public MissingCell(final String error) {
        m_error = error;
    }

    @Override
    public String getError() {
        return m_error;
    }

    @Override
    public boolean isMissing() {
        return true;
    }

    @Override
    public String toString() {
        return "?";
    }

    @Override
    protected boolean equalsDataCell(final DataCell dc) {
        return true;
    }

    @Override
    public int hashCode() {
        return 42; // all missing cells are equal
    }
}
