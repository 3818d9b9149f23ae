// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

/** Rows that fit a specification. Stands for KNIME's {@code org.knime.core.data.DataTable}. */
public interface DataTable extends Iterable<DataRow> {
    /** @return names, types and domains of the columns */
    DataTableSpec getDataTableSpec();

    @Override
    RowIterator iterator();
}
