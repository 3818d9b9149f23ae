// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.finetune;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.transferlearning.engine.job.TrainingItem;
import org.transferlearning.nodes.util.ImageColumn;
import org.transferlearning.nodes.util.ProblemException;

/** The rows of a table as items to train on: the targets are read first, the images only when they are asked for. */
final class LabeledRows {

    /** In place of a stratum: a target cell is missing. */
    static final int MISSING = -1;

    /** In place of a stratum: the network cannot predict what is there. */
    static final int UNKNOWN = -2;

    private final BufferedDataTable m_table;

    private final int m_image;

    private final TargetSource m_targets;

    private final int[] m_strata;

    private ProblemException m_firstUnknown;

    /**
     * Reads the target columns.
     *
     * @param table the table
     * @param image index of its image column
     * @param targets where it has what the network is to predict
     * @param exec for progress and cancellation
     * @throws CanceledExecutionException if the user cancels
     */
    LabeledRows(final BufferedDataTable table, final int image, final TargetSource targets,
        final ExecutionMonitor exec) throws CanceledExecutionException {
        m_table = table;
        m_image = image;
        m_targets = targets;
        m_strata = new int[Math.toIntExact(table.size())];
        var i = 0;
        try (var rows = table.iterator()) {
            while (rows.hasNext()) {
                exec.checkCanceled();
                exec.setProgress((double)i / m_strata.length, "Reading the targets");
                m_strata[i++] = stratum(rows.next());
            }
        }
    }

    private int stratum(final DataRow row) {
        try {
            return m_targets.read(row).map(m_targets::stratum).orElse(MISSING);
        } catch (ProblemException e) {
            m_firstUnknown = m_firstUnknown == null ? e : m_firstUnknown;
            return UNKNOWN;
        }
    }

    /** @return a {@link TargetSource#stratum}, {@link #MISSING} or {@link #UNKNOWN} for each row */
    int[] strata() {
        return m_strata;
    }

    /** @return how many rows have this in place of a stratum */
    long count(final int code) {
        return Arrays.stream(m_strata).filter(l -> l == code).count();
    }

    private double[] target(final DataRow row) {
        try {
            return m_targets.read(row).orElseThrow();
        } catch (ProblemException e) {
            throw new IllegalStateException("The table has changed", e);
        }
    }

    /** @return how many rows can be used */
    int usable() {
        return (int)Arrays.stream(m_strata).filter(l -> l >= 0).count();
    }

    /** @return what the network cannot predict in the first such row; {@code null} if there is none */
    ProblemException firstUnknown() {
        return m_firstUnknown;
    }

    /** @return see {@link TargetSource#name()} */
    String targetName() {
        return m_targets.name();
    }

    /** @return the ID of a usable row by its position among them */
    String rowId(final long position) {
        final var index = IntStream.range(0, m_strata.length).filter(i -> m_strata[i] >= 0).skip(position).findFirst()
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
                    if (m_strata[m_index] >= 0) {
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
                final var item = new TrainingItem(ImageColumn.item(m_next.getCell(m_image)), target(m_next),
                    isValidation.test(m_index));
                m_next = advance();
                return item;
            }
        };
    }
}
