// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.collection;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;

/** Several cells in order. Stands for KNIME's {@code org.knime.core.data.collection.ListCell}. */
public class ListCell extends DataCell implements ListDataValue {
    private static final long serialVersionUID = 1;

    private final List<DataCell> m_list;

    private final transient DataType m_elementType;

    /** @param cells the elements, none null; see {@link CollectionCellFactory#createListCell} */
    ListCell(final Collection<? extends DataCell> cells) {
        m_list = List.copyOf(cells);
        m_elementType = m_list.stream().map(DataCell::getType).reduce(DataType::getCommonSuperType)
            .orElse(DataType.getMissingCell().getType());
    }

    /**
     * @param elementType type of the elements
     * @return type of a list of these
     */
    public static DataType getCollectionType(final DataType elementType) {
        return DataType.getType(ListCell.class, elementType);
    }

    @Override
    public DataType getElementType() {
        return m_elementType;
    }

    @Override
    public int size() {
        return m_list.size();
    }

    @Override
    public DataCell get(final int index) {
        return m_list.get(index);
    }

    @Override
    public Iterator<DataCell> iterator() {
        return m_list.iterator();
    }

    @Override
    protected boolean equalsDataCell(final DataCell dc) {
        return m_list.equals(((ListCell)dc).m_list);
    }

    @Override
    public int hashCode() {
        return m_list.hashCode();
    }

    @Override
    public String toString() {
        return m_list.toString();
    }
}
