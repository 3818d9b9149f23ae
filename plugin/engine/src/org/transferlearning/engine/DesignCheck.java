// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.Locale;

/** Whether a head can be made as it is designed. */
final class DesignCheck {

    private DesignCheck() {
    }

    /** See {@link HeadReplacer#replace}. */
    static void check(final HeadDesign design, final int outputs) throws EngineException {
        if (design.hidden().size() > HeadReplacer.MAX_HIDDEN) {
            throw new EngineException("The new head has " + design.hidden().size() + " hidden layers; at most "
                + HeadReplacer.MAX_HIDDEN + " are possible.", "Remove some of the hidden layers.");
        }
        for (int i = 0; i < design.hidden().size(); i++) {
            check(design.hidden().get(i), i + 1);
        }
        if (!design.bias().isEmpty() && design.bias().size() != outputs) {
            throw new EngineException("The design has " + Count.of(design.bias().size(), "value")
                + " for the last layer's bias, but the new head has " + Count.of(outputs, "output") + ".",
                "Give one value for each output.");
        }
        for (final double value : design.bias()) {
            if (!Double.isFinite((float)value)) {
                throw new EngineException("The bias of the new head cannot start from " + value + ".",
                    "Give finite numbers.");
            }
        }
    }

    private static void check(final HeadDesign.Hidden hidden, final int number) throws EngineException {
        if (hidden.units() < 1 || hidden.units() > HeadReplacer.MAX_UNITS) {
            throw new EngineException(String.format(Locale.ROOT, "Hidden layer %d of the new head has %,d units.",
                number, hidden.units()),
                String.format(Locale.ROOT, "Give it 1 to %,d units.", HeadReplacer.MAX_UNITS));
        }
        if (!(hidden.dropout() >= 0 && hidden.dropout() < 1)) {
            throw new EngineException("Hidden layer " + number + " of the new head has the dropout "
                + hidden.dropout() + ".", "Choose a dropout of at least 0 and less than 1.");
        }
    }

    /** Whether it fits into memory, and its training too, which needs several times as much. */
    static void checkSize(final long features, final HeadDesign design, final int outputs) throws EngineException {
        long count = 0;
        long width = features;
        for (final HeadDesign.Hidden hidden : design.hidden()) {
            count += width * hidden.units();
            width = hidden.units();
        }
        count += width * outputs;
        if (count > HeadReplacer.MAX_WEIGHTS || features > HeadReplacer.MAX_WEIGHTS) {
            throw new EngineException(
                String.format(Locale.ROOT, "The new head for %,d features would have %,d weights; at most %,d are "
                    + "possible.", features, count, HeadReplacer.MAX_WEIGHTS),
                "Choose a pooling, another cut point, or fewer units in the first hidden layer.");
        }
    }
}
