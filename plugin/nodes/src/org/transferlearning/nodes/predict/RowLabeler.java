// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.predict;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.knime.core.data.DataRow;
import org.knime.core.data.append.AppendedColumnRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.KNIMEException;
import org.transferlearning.engine.Count;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Task;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.Prediction;
import org.transferlearning.nodes.predict.PredictNodeParameters.OnFailure;
import org.transferlearning.nodes.util.ImageColumn;
import org.transferlearning.nodes.util.Problem;

/**
 * The rows of a table on their way through the engine: each leaves as an image, waits until its prediction arrives, and
 * goes into the output table. Only the rows on the way are held, so the table may have any size.
 */
final class RowLabeler implements Iterator<ImageItem>, AutoCloseable {

    private final CloseableRowIterator m_rows;

    private final Deque<DataRow> m_waiting = new ArrayDeque<>();

    private final long m_size;

    private final int m_image;

    private final PredictionColumns m_columns;

    private final OnFailure m_onFailure;

    private final BufferedDataContainer m_container;

    private final String m_target;

    private final int m_targetIndex;

    private final Set<String> m_classes;

    private long m_failed;

    private String m_firstFailure;

    private long m_unseen;

    private String m_firstUnseen;

    RowLabeler(final BufferedDataTable table, final int image, final PredictionColumns columns,
        final NetworkSpec network, final OnFailure onFailure, final BufferedDataContainer container) {
        m_rows = table.iterator();
        m_size = table.size();
        m_image = image;
        m_columns = columns;
        m_onFailure = onFailure;
        m_container = container;
        // labels of a collection would have to be looked up one by one, and numbers may be any
        m_target = network.head().target().task() == Task.CLASSIFICATION ? network.head().target().column() : null;
        m_targetIndex = m_target == null ? -1 : table.getDataTableSpec().findColumnIndex(m_target);
        m_classes = new HashSet<>(network.classes());
    }

    /**
     * The engine's part of the work: takes this as images, hands the predictions to the consumer, and gives what the
     * user should know about how it went.
     */
    interface Job {
        List<String> run(Consumer<Prediction> results) throws EngineException, IOException;
    }

    /** Carries an exception out of the engine, which lets unchecked ones through and ends its worker. */
    private static final class Stop extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Stop(final KNIMEException cause) {
            super(cause);
        }
    }

    /**
     * @param job predicts for the images
     * @return what the user should know about how it went, a sentence each
     * @throws EngineException see there
     * @throws IOException see there
     * @throws KNIMEException if an image failed and the user wants the node to fail then
     */
    List<String> label(final Job job) throws EngineException, IOException, KNIMEException {
        try {
            return job.run(this::add);
        } catch (Stop e) {
            throw (KNIMEException)e.getCause();
        }
    }

    @Override
    public boolean hasNext() {
        return m_rows.hasNext();
    }

    @Override
    public ImageItem next() {
        final var row = m_rows.next();
        m_waiting.add(row);
        return ImageColumn.item(row.getCell(m_image));
    }

    private void add(final Prediction prediction) {
        final var row = m_waiting.remove();
        if (prediction.values() == null) {
            fail(row, prediction.failure());
        }
        if (m_targetIndex >= 0 && !row.getCell(m_targetIndex).isMissing()
            && !m_classes.contains(row.getCell(m_targetIndex).toString())) {
            m_unseen++;
            m_firstUnseen = m_firstUnseen == null ? row.getCell(m_targetIndex).toString() : m_firstUnseen;
        }
        m_container.addRowToTable(new AppendedColumnRow(row, m_columns.cells(prediction)));
    }

    private void fail(final DataRow row, final String reason) {
        if (m_onFailure == OnFailure.FAIL) {
            throw new Stop(new Problem("The image in row \"" + row.getKey().getString() + "\" cannot be read: " + reason
                + ".", "Remove the row, or choose missing values for such images in the dialog.").toKnimeException());
        }
        m_failed++;
        m_firstFailure = m_firstFailure == null ? "\"" + row.getKey().getString() + "\": " + reason : m_firstFailure;
    }

    /** @return what the user should know about the rows; empty if there is nothing */
    String warning() {
        var warning = "";
        if (m_failed > 0) {
            warning = String.format(Locale.ROOT, "%,d of %s could not be read, and %s missing; the first is in row "
                + "%s. ", m_failed, Count.of(m_size, "image"),
                Count.verb(m_failed, "its prediction is", "their predictions are"), m_firstFailure);
        }
        if (m_unseen > 0) {
            warning += Count.of(m_unseen, "row") + Count.verb(m_unseen, " has", " have") + " in the column \""
                + m_target + "\" a class that the network never learned and cannot predict; the first is \""
                + m_firstUnseen + "\".";
        }
        return warning.strip();
    }

    @Override
    public void close() {
        m_rows.close();
    }
}
