// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import javax.swing.JComponent;

import org.knime.core.data.DataTable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;

/** The table at a port. Stands for KNIME's {@code org.knime.core.node.BufferedDataTable}. */
public final class BufferedDataTable implements DataTable, PortObject {
    /** Type of a port for tables. */
    public static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(BufferedDataTable.class);

    /** Type of a port for tables that need not be connected. */
    public static final PortType TYPE_OPTIONAL =
        PortTypeRegistry.getInstance().getPortType(BufferedDataTable.class, true);

    private final DataTableSpec m_spec;

    private final TableRows m_rows;

    private final int m_id;

    BufferedDataTable(final DataTableSpec spec, final TableRows rows, final int id) {
        m_spec = spec;
        m_rows = rows;
        m_id = id;
    }

    BufferedDataTable withSpec(final DataTableSpec spec, final int id) {
        return new BufferedDataTable(spec, m_rows, id);
    }

    TableRows rows() {
        return m_rows;
    }

    @Override
    public DataTableSpec getDataTableSpec() {
        return m_spec;
    }

    @Override
    public DataTableSpec getSpec() {
        return m_spec;
    }

    @Override
    public String getSummary() {
        return "Rows: " + size() + ", Cols: " + m_spec.getNumColumns();
    }

    @Override
    public CloseableRowIterator iterator() {
        return CloseableRowIterator.wrap(m_rows.get().iterator());
    }

    /** @return how many rows */
    public long size() {
        return m_rows.size();
    }

    /** @return the table's number in its workflow */
    public Integer getBufferedTableId() {
        return m_id;
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }
}
