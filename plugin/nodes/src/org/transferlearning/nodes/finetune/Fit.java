// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.finetune;

import java.util.List;
import java.util.Locale;
import org.knime.core.data.DataTableSpec;
import org.transferlearning.engine.Count;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Task;
import org.transferlearning.nodes.util.ImageColumn;
import org.transferlearning.nodes.util.ProblemException;
import org.transferlearning.nodes.util.TargetColumn;

/** Whether a network and a table fit, as far as their specifications tell. */
final class Fit {

    private Fit() {
    }

    /**
     * @param network the network to train
     * @param table the table to train it on
     * @param columns the columns that the user chooses
     * @throws ProblemException if they do not fit
     */
    static void check(final NetworkSpec network, final DataTableSpec table, final ItemColumns columns)
        throws ProblemException {
        if (network.trainableCount() == 0) {
            throw new ProblemException("All layers of the network \"" + network.name() + "\" are frozen.",
                "Leave at least the head trainable in the Freeze Layers node, or add a Replace Head node.");
        }
        if (network.classes().isEmpty()) {
            throw new ProblemException("The classes of the network \"" + network.name() + "\" are unknown.",
                "Add a Replace Head node before this one, or choose a label file in the Load Pretrained Net node.");
        }
        checkColumns(network, table, columns);
        if (network.head().target().task() == Task.CLASSIFICATION) {
            final var known = TargetColumn.knownClasses(table.getColumnSpec(columns.target().name()));
            if (known.isPresent()) {
                check(network.classes(), known.get(), columns.target().name());
            }
        }
    }

    /**
     * @param network the network to train
     * @param table a table with images to learn from or to measure with
     * @param columns the columns that the user chooses
     * @throws ProblemException if it lacks a column
     */
    static void checkColumns(final NetworkSpec network, final DataTableSpec table, final ItemColumns columns)
        throws ProblemException {
        ImageColumn.find(table, columns.image().name());
        TargetSource.find(table, network.head().target(), columns.target().name());
    }

    private static void check(final List<String> classes, final List<String> values, final String target)
        throws ProblemException {
        final var unknown = values.stream().filter(v -> !classes.contains(v)).findFirst();
        if (unknown.isEmpty()) {
            return;
        }
        if (values.size() != classes.size()) {
            throw new ProblemException(String.format(Locale.ROOT,
                "The network predicts %s, but the target column \"%s\" has %,d.", Count.of(classes.size(), "class"),
                target, values.size()), TargetSource.RESOLUTION);
        }
        throw new ProblemException("The target column \"" + target + "\" has the class \"" + unknown.get()
            + "\", which the network does not predict.", TargetSource.RESOLUTION);
    }
}
