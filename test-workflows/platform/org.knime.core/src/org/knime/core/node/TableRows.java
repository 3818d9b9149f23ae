// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;

import org.knime.core.data.DataRow;
import org.knime.core.data.container.TableFile;

/**
 * The rows of a table, in memory or still in their file.
 * Stands for KNIME's {@code org.knime.core.data.container.Buffer}.
 */
final class TableRows {
    private final long m_size;

    private final File m_file;

    private final int m_columns;

    private List<DataRow> m_rows;

    /** @param rows not changed any more */
    TableRows(final List<DataRow> rows) {
        m_rows = Collections.unmodifiableList(rows);
        m_size = rows.size();
        m_file = null;
        m_columns = 0;
    }

    /**
     * @param file is read when the rows are needed
     * @param columns how many cells a row has
     */
    TableRows(final File file, final int columns) throws IOException {
        m_file = file;
        m_columns = columns;
        m_size = TableFile.size(file);
    }

    long size() {
        return m_size;
    }

    synchronized List<DataRow> get() {
        if (m_rows == null) {
            try {
                m_rows = Collections.unmodifiableList(TableFile.read(m_file, m_columns));
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
        return m_rows;
    }
}
