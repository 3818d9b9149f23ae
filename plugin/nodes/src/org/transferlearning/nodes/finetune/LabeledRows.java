// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.finetune;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.transferlearning.engine.job.TrainingItem;
import org.transferlearning.nodes.util.ImageColumn;

/** The rows of a table as labeled images: the classes are read first, the images only when they are asked for. */
final class LabeledRows {

    /** In place of a label: the target is missing. */
    static final int MISSING = -1;

    /** In place of a label: the network has no such class. */
    static final int UNKNOWN = -2;

    private final BufferedDataTable m_table;

    private final int m_image;

    private final int[] m_labels;

    private String m_firstUnknown;

    /**
     * Reads the target column.
     *
     * @param table the table
     * @param image index of its image column
     * @param target index of its target column
     * @param labels index by class
     * @param exec for progress and cancellation
     * @throws CanceledExecutionException if the user cancels
     */
    LabeledRows(final BufferedDataTable table, final int image, final int target, final Map<String, Integer> labels,
        final ExecutionMonitor exec) throws CanceledExecutionException {
        m_table = table;
        m_image = image;
        m_labels = new int[Math.toIntExact(table.size())];
        var i = 0;
        try (var rows = table.iterator()) {
            while (rows.hasNext()) {
                exec.checkCanceled();
                exec.setProgress((double)i / m_labels.length, "Reading the classes");
                final var cell = rows.next().getCell(target);
                m_labels[i] = cell.isMissing() ? MISSING : labels.getOrDefault(cell.toString(), UNKNOWN);
                if (m_labels[i] == UNKNOWN && m_firstUnknown == null) {
                    m_firstUnknown = cell.toString();
                }
                i++;
            }
        }
    }

    /** @return a label, {@link #MISSING} or {@link #UNKNOWN} for each row */
    int[] labels() {
        return m_labels;
    }

    /** @return how many rows have this in place of a label */
    long count(final int code) {
        return Arrays.stream(m_labels).filter(l -> l == code).count();
    }

    /** @return how many rows can be used */
    int usable() {
        return (int)Arrays.stream(m_labels).filter(l -> l >= 0).count();
    }

    /** @return the first class that the network does not have; {@code null} if there is none */
    String firstUnknown() {
        return m_firstUnknown;
    }

    /** @return the ID of a usable row by its position among them */
    String rowId(final long position) {
        final var index = IntStream.range(0, m_labels.length).filter(i -> m_labels[i] >= 0).skip(position).findFirst()
            .orElseThrow();
        var i = 0;
        try (var rows = m_table.iterator()) {
            while (i++ < index) {
                rows.next();
            }
            return rows.next().getKey().getString();
        }
    }

    /**
     * @param isValidation whether the row with this index is for validation
     * @return the usable rows as items, in order; the table is read along with them
     */
    Iterator<TrainingItem> items(final IntPredicate isValidation) {
        final var rows = m_table.iterator();
        return new Iterator<>() {
            private int m_index = -1;

            private DataRow m_next = advance();

            private DataRow advance() {
                while (rows.hasNext()) {
                    final var row = rows.next();
                    m_index++;
                    if (m_labels[m_index] >= 0) {
                        return row;
                    }
                }
                rows.close();
                return null;
            }

            @Override
            public boolean hasNext() {
                return m_next != null;
            }

            @Override
            public TrainingItem next() {
                if (m_next == null) {
                    throw new NoSuchElementException();
                }
                final var item = new TrainingItem(ImageColumn.item(m_next.getCell(m_image)), m_labels[m_index],
                    isValidation.test(m_index));
                m_next = advance();
                return item;
            }
        };
    }
}
