// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Whether a head can be made for a target. */
final class TargetCheck {

    private TargetCheck() {
    }

    /** See {@link HeadReplacer#replace}. */
    static void check(final Target target) throws EngineException {
        final List<String> outputs = target.classes();
        if (outputs.isEmpty()) {
            throw tooFew(target.task());
        }
        if (outputs.size() < 2 && target.task() == Task.CLASSIFICATION) {
            throw new EngineException("There is only one class, \"" + outputs.get(0) + "\".",
                "Choose a target column with at least two different values.");
        }
        if (outputs.size() > HeadReplacer.MAX_CLASSES) {
            throw tooMany(target.task(), outputs.size());
        }
        final var seen = new HashSet<String>();
        for (final String label : outputs) {
            if (!seen.add(label)) {
                throw target.task() == Task.REGRESSION
                    ? new EngineException("The target column \"" + label + "\" appears twice.",
                        "Choose each target column once.")
                    : new EngineException("The class \"" + label + "\" appears twice.",
                        "Make the labels of the classes different from each other.");
            }
        }
        checkScales(target);
    }

    private static EngineException tooFew(final Task task) {
        return switch (task) {
            case CLASSIFICATION -> new EngineException("There are no classes to learn.",
                "Choose a target column with at least two different values.");
            case MULTI_LABEL -> new EngineException("There are no labels to learn.",
                "Choose a target column with at least one label, or at least one column.");
            case REGRESSION -> new EngineException("There are no numbers to learn.",
                "Choose at least one numeric target column.");
        };
    }

    private static EngineException tooMany(final Task task, final int count) {
        return task == Task.REGRESSION
            ? new EngineException(
                String.format(Locale.ROOT, "There are %,d target columns; a head can have at most %,d outputs.", count,
                    HeadReplacer.MAX_CLASSES),
                "Choose fewer target columns.")
            : new EngineException(
                String.format(Locale.ROOT, "The target has %,d different values; a head can have at most %,d.", count,
                    HeadReplacer.MAX_CLASSES),
                "Choose the column with the class labels; a column with so many values usually identifies the rows.");
    }

    private static void checkScales(final Target target) throws EngineException {
        final int wanted = target.task() == Task.REGRESSION ? target.classes().size() : 0;
        if (target.scales().size() != wanted) {
            throw new EngineException("The number of scales is " + target.scales().size() + ", but that of target "
                + "columns with numbers is " + wanted + ".", "Choose the target columns again.");
        }
        for (int i = 0; i < wanted; i++) {
            final Target.Scale scale = target.scales().get(i);
            if (!scale.isPossible()) {
                throw new EngineException(
                    "The target column \"" + target.classes().get(i) + "\" cannot be scaled: its mean is "
                        + scale.mean() + " and its standard deviation " + scale.deviation() + ".",
                    "Choose a target column with at least two different numbers, none of them infinite.");
            }
        }
    }
}
