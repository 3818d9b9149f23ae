// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A row: its ID and cells. Stands for KNIME's {@code org.knime.core.data.DataRow}. */
public interface DataRow extends Iterable<DataCell> {
    /** @return how many cells */
    int getNumCells();

    /** @return the row's ID */
    RowKey getKey();

    /**
     * @param index counted from 0
     * @return the cell there
     */
    DataCell getCell(int index);

    /** @return the cells */
    default Stream<DataCell> stream() {
        return IntStream.range(0, getNumCells()).mapToObj(this::getCell);
    }
}
