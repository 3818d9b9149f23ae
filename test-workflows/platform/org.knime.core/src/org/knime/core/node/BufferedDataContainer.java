// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableDomainCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.node.util.CheckUtils;
import org.knime.core.node.workflow.WorkflowDataRepository;
import org.knime.core.util.DuplicateKeyException;

/**
 * Builds a table row by row, checks the rows and computes the domains. KNIME checks later, on another thread.
 * Stands for KNIME's {@code org.knime.core.node.BufferedDataContainer} and its {@code DataContainer}.
 */
public class BufferedDataContainer {
    private static final int MAX_LENGTH = 30;

    private final List<DataRow> m_rows = new ArrayList<>();

    private final Set<RowKey> m_keys = new HashSet<>();

    private final DataTableSpec m_spec;

    private final DataTableDomainCreator m_domains;

    private final WorkflowDataRepository m_repository;

    private BufferedDataTable m_table;

    BufferedDataContainer(final DataTableSpec spec, final boolean initDomain,
        final WorkflowDataRepository repository) {
        m_spec = CheckUtils.checkArgumentNotNull(spec);
        m_domains = new DataTableDomainCreator(spec, initDomain);
        m_repository = repository;
    }

    /** @param maxPossibleValues how many different values a domain lists, 60 unless set; 0 or more */
    public synchronized void setMaxPossibleValues(final int maxPossibleValues) {
        m_domains.setMaxPossibleValues(maxPossibleValues);
    }

    /**
     * Adds a copy of a row.
     *
     * @param row with a new ID and cells that fit the columns
     * @throws DuplicateKeyException if the ID is used
     * @throws IllegalArgumentException if the cells do not fit
     * @throws IllegalStateException if the container is closed
     */
    public synchronized void addRowToTable(final DataRow row) {
        CheckUtils.checkState(m_table == null, "Cannot add row: container has not been initialized (opened).");
        if (row == null) {
            throw new NullPointerException("Can't add null rows to container");
        }
        checkCells(row);
        if (!m_keys.add(row.getKey())) {
            throw new DuplicateKeyException("Encountered duplicate row ID \"" + row.getKey() + "\"",
                row.getKey().getString());
        }
        m_domains.updateDomain(row);
        m_rows.add(new DefaultRow(row.getKey(), row));
    }

    private void checkCells(final DataRow row) {
        if (row.getNumCells() != m_spec.getNumColumns()) {
            throw new IllegalArgumentException("Cell count in row \"" + row.getKey()
                + "\" is not equal to length of column names array: " + row.getNumCells() + " vs. "
                + m_spec.getNumColumns());
        }
        for (int i = 0; i < row.getNumCells(); i++) {
            final var type = m_spec.getColumnSpec(i).getType();
            final var cell = row.getCell(i);
            if (!type.isASuperTypeOf(cell.getType())) {
                final var text = cell.toString();
                throw new IllegalArgumentException("Runtime class of object \""
                    + (text.length() > MAX_LENGTH ? (text.substring(0, MAX_LENGTH) + "...") : text) + "\" (index " + i
                    + ") in row \"" + row.getKey() + "\" is " + cell.getType()
                    + " and does not comply with its supposed superclass " + type);
            }
        }
    }

    /** Ends the table. */
    public synchronized void close() {
        if (m_table == null) {
            m_table = new BufferedDataTable(m_domains.createSpec(), new TableRows(m_rows),
                m_repository.generateNewID());
            m_keys.clear();
        }
    }

    /** @return how many rows were added */
    public synchronized long size() {
        return m_rows.size();
    }

    /**
     * @return the table
     * @throws IllegalStateException if it has not been ended
     */
    public synchronized BufferedDataTable getTable() {
        CheckUtils.checkState(m_table != null, "getTable() can only be called after close() was called.");
        return m_table;
    }
}
