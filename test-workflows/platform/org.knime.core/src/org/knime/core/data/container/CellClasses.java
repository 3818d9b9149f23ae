// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.knime.core.data.DataType;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;

/**
 * The cell classes of a table file, each with a number of one byte. Stands for KNIME's
 * {@code org.knime.core.data.container.CellClassInfo} and its numbering.
 */
final class CellClasses {
    private static final byte FIRST = Byte.MIN_VALUE + 2;

    private static final String CLASSES = "table.datacell.classes";

    private static final String CLASS = "class";

    private static final String ELEMENT_TYPE = "collection.element.type";

    private final List<DataType> m_types = new ArrayList<>();

    byte number(final DataType type) throws IOException {
        int index = m_types.indexOf(type);
        if (index < 0) {
            index = m_types.size();
            m_types.add(type);
        }
        if (index + FIRST > Byte.MAX_VALUE) {
            throw new IOException("Too many different cell implementations");
        }
        return (byte)(index + FIRST);
    }

    DataType type(final byte number) throws IOException {
        final int index = number - FIRST;
        if (index < 0 || index >= m_types.size()) {
            throw new IOException("Cell class " + number + " is not in the table's meta information");
        }
        return m_types.get(index);
    }

    void save(final NodeSettingsWO settings) {
        final var classes = settings.addNodeSettings(CLASSES);
        for (int i = 0; i < m_types.size(); i++) {
            final var single = classes.addNodeSettings("element_" + i);
            single.addString(CLASS, m_types.get(i).getCellClass().getName());
            if (m_types.get(i).getCollectionElementType() != null) {
                m_types.get(i).getCollectionElementType().save(single.addNodeSettings(ELEMENT_TYPE));
            }
        }
    }

    static CellClasses load(final NodeSettingsRO settings) throws InvalidSettingsException {
        final var result = new CellClasses();
        final var classes = settings.getNodeSettings(CLASSES);
        for (final String key : classes) {
            final var single = classes.getNodeSettings(key);
            final var element = single.containsKey(ELEMENT_TYPE)
                ? DataType.load(single.getNodeSettings(ELEMENT_TYPE)) : null;
            result.m_types.add(DataType.load(single.getString(CLASS), element));
        }
        return result;
    }
}
