// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.append;

import java.util.Iterator;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowKey;

/** A row with further cells at its end. Stands for KNIME's {@code org.knime.core.data.append.AppendedColumnRow}. */
public class AppendedColumnRow implements DataRow {
    private final RowKey m_key;

    private final DataRow m_base;

    private final DataCell[] m_appended;

    /**
     * @param baseRow ID and first cells
     * @param appendCell last cells
     */
    public AppendedColumnRow(final DataRow baseRow, final DataCell... appendCell) {
        this(baseRow.getKey(), baseRow, appendCell);
    }

    /**
     * @param rowKey the row's ID
     * @param baseRow first cells
     * @param appendCell last cells
     */
    public AppendedColumnRow(final RowKey rowKey, final DataRow baseRow, final DataCell... appendCell) {
        m_key = rowKey;
        m_base = baseRow;
        m_appended = appendCell.clone();
    }

    @Override
    public int getNumCells() {
        return m_base.getNumCells() + m_appended.length;
    }

    @Override
    public RowKey getKey() {
        return m_key;
    }

    @Override
    public DataCell getCell(final int index) {
        final int own = index - m_base.getNumCells();
        return own < 0 ? m_base.getCell(index) : m_appended[own];
    }

    @Override
    public Iterator<DataCell> iterator() {
        return stream().iterator();
    }
}
