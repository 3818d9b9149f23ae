// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.finetune;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.KNIMEException;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Task;
import org.transferlearning.engine.job.TrainingItem;
import org.transferlearning.nodes.finetune.FineTuneNodeParameters.Validation;
import org.transferlearning.nodes.util.ImageColumn;
import org.transferlearning.nodes.util.ProblemException;

/** The images to learn from and those to measure with. */
final class TrainingData {

    private final LabeledRows m_training;

    /** The rows of the training table that are kept back; {@code null} if none are to be. */
    private final BitSet m_keptBack;

    /** {@code null} without a validation table. */
    private final LabeledRows m_validation;

    private TrainingData(final FineTuneNodeParameters parameters, final LabeledRows training,
        final LabeledRows validation) {
        m_training = training;
        m_validation = validation;
        m_keptBack = validation == null && parameters.m_validation == Validation.PART
            ? StratifiedPart.draw(training.strata(), parameters.m_validationPart, parameters.m_seed) : null;
    }

    /**
     * Reads the target columns.
     *
     * @param training the training table
     * @param validation the validation table; {@code null} if there is none
     * @param network the network to train
     * @param parameters the user's
     * @param columns the columns that the user chooses
     * @param exec for progress and cancellation
     * @return the data
     * @throws KNIMEException if nothing can be learned from them
     * @throws CanceledExecutionException if the user cancels
     */
    static TrainingData read(final BufferedDataTable training, final BufferedDataTable validation,
        final NetworkSpec network, final FineTuneNodeParameters parameters, final ItemColumns columns,
        final ExecutionMonitor exec) throws KNIMEException, CanceledExecutionException {
        final var target = network.head().target();
        final var rows = rows(training, target, columns, exec);
        ProblemException.inExecute(() -> check(rows, target));
        return new TrainingData(parameters, rows,
            validation == null ? null : rows(validation, target, columns, exec));
    }

    private static LabeledRows rows(final BufferedDataTable table, final Target target, final ItemColumns columns,
        final ExecutionMonitor exec) throws KNIMEException, CanceledExecutionException {
        final var spec = table.getDataTableSpec();
        final int image = ProblemException.inExecute(() -> ImageColumn.find(spec, columns.image().name()));
        final var source =
            ProblemException.inExecute(() -> TargetSource.find(spec, target, columns.target().name()));
        return new LabeledRows(table, image, source, exec);
    }

    private static Void check(final LabeledRows rows, final Target target) throws ProblemException {
        if (rows.strata().length == 0) {
            throw new ProblemException("The training table is empty.", "Provide a table with labeled images.");
        }
        if (rows.firstUnknown() != null) {
            throw rows.firstUnknown();
        }
        final var present = Arrays.stream(rows.strata()).filter(l -> l >= 0).distinct().toArray();
        if (present.length == 0) {
            throw new ProblemException(sentence(rows.targetName() + " is missing in each row of the training table."),
                "Choose another target column, or provide a table with labeled images.");
        }
        if (present.length == 1 && target.task() == Task.CLASSIFICATION) {
            throw new ProblemException(sentence(rows.targetName() + " has only one class, \""
                + target.classes().get(present[0]) + "\"."),
                "Choose another target column, or add images of a second class.");
        }
        return null;
    }

    private static String sentence(final String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** @return the images to learn from, some of which may be for measuring, then those of the validation table */
    Iterator<TrainingItem> items() {
        final var training = m_training.items(i -> m_keptBack != null && m_keptBack.get(i));
        if (m_validation == null) {
            return training;
        }
        final var validation = m_validation.items(i -> true);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return training.hasNext() || validation.hasNext();
            }

            @Override
            public TrainingItem next() {
                return training.hasNext() ? training.next() : validation.next();
            }
        };
    }

    /** @return whether a part of the training table was to be kept back, but is too small for that */
    boolean isTooSmallForPart() {
        return m_keptBack != null && m_keptBack.isEmpty();
    }

    /** @return the number of items */
    int size() {
        return m_training.usable() + (m_validation == null ? 0 : m_validation.usable());
    }

    /** @return the ID of an item's row, for example {@code "Row7"}, with its table if there are two */
    String rowId(final long item) {
        final var training = m_training.usable();
        return item < training ? "\"" + m_training.rowId(item) + "\""
            : "\"" + m_validation.rowId(item - training) + "\" of the validation table";
    }

    /** @return how many rows have no target */
    long missingTargets() {
        return m_training.count(LabeledRows.MISSING)
            + (m_validation == null ? 0 : m_validation.count(LabeledRows.MISSING));
    }

    /** @return how many rows of the validation table have a target that the network cannot predict */
    long unknownTargets() {
        return m_validation == null ? 0 : m_validation.count(LabeledRows.UNKNOWN);
    }

    /** @return what is wrong with the first such target: one sentence */
    String firstUnknownTarget() {
        return m_validation.firstUnknown().getMessage();
    }

    /** @return see {@link TargetSource#name()} */
    String targetName() {
        return m_training.targetName();
    }
}
