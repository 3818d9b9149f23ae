// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.util;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The column that a node takes: the user's or, where the dialog was applied before there was a table to choose from,
 * the one that KNIME would have suggested then.
 *
 * @param role what it is for, for example {@code image}
 * @param name its name; {@code null} if the user has chosen none and no column is suitable
 * @param isGuessed whether the user has not chosen it
 */
public record ColumnChoice(String role, String name, boolean isGuessed) {

    /**
     * @param role what it is for
     * @param chosen the user's; {@code null} or empty without one
     * @param guess gives the column to take without one; {@code null} if none is suitable
     * @return the column
     */
    public static ColumnChoice of(final String role, final String chosen, final Supplier<String> guess) {
        final var isGuessed = chosen == null || chosen.isEmpty();
        return new ColumnChoice(role, isGuessed ? guess.get() : chosen, isGuessed);
    }

    /** @return what the user should know about it; empty if the user has chosen it, or there is none */
    public Optional<String> warning() {
        return isGuessed && name != null
            ? Optional.of(new Problem("No " + role + " column is selected, so \"" + name + "\" is used.",
                "Choose this or another column in the dialog.").toWarning())
            : Optional.empty();
    }
}
