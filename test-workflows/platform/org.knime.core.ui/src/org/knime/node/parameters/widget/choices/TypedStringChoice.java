// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.widget.choices;

import org.knime.core.data.DataColumnSpec;

/** Stands for KNIME's class of the same name: a name to choose, how it is shown, and its type. */
public record TypedStringChoice(String id, String text, PossibleTypeValue type) {

    /** A type and how it is shown. */
    public record PossibleTypeValue(String id, String text) {
    }

    /** @return a choice of a column */
    public static TypedStringChoice fromColSpec(final DataColumnSpec column) {
        var type = column.getType();
        return new TypedStringChoice(column.getName(), column.getName(),
            new PossibleTypeValue(type.getPreferredValueClass().getName(), type.getName()));
    }
}
