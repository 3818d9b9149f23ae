// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.finetune;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.knime.core.data.DataTableSpec;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Task;
import org.transferlearning.nodes.util.ColumnChoice;
import org.transferlearning.nodes.util.ImageColumn;
import org.transferlearning.nodes.util.TargetColumn;
import org.transferlearning.nodes.util.TargetColumns;

/**
 * The columns that the user chooses, of the training table and of the validation table.
 *
 * @param image with the images
 * @param target with what the network is to predict; without meaning for a network that names its target columns
 */
record ItemColumns(ColumnChoice image, ColumnChoice target) {

    /**
     * @param parameters the user's
     * @param training the training table
     * @param target what the network predicts
     * @return the columns
     */
    static ItemColumns of(final FineTuneNodeParameters parameters, final DataTableSpec training,
        final Target target) {
        return new ItemColumns(ImageColumn.choice(training, parameters.m_image),
            TargetSource.isChosen(target)
                ? ColumnChoice.of("target", parameters.m_target, () -> guessTarget(training, Optional.of(target)))
                : new ColumnChoice("target", parameters.m_target, false));
    }

    /**
     * @param table the training table
     * @param target what the network predicts, if that is known
     * @return the network's own target column if the table has it, else the last one that can be it, else {@code null}
     */
    static String guessTarget(final DataTableSpec table, final Optional<Target> target) {
        final var own = target.map(Target::column).filter(table::containsName);
        final var isMultiLabel = target.isPresent() && target.get().task() == Task.MULTI_LABEL;
        return own.orElse(isMultiLabel ? TargetColumns.guessLabels(table) : TargetColumn.guess(table));
    }

    /** @return what the user should know about them, a sentence or two each */
    List<String> warnings() {
        return Stream.of(image, target).flatMap(c -> c.warning().stream()).toList();
    }
}
