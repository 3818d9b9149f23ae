// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.widget.choices;

/** Stands for KNIME's class of the same name: a text to choose and how it is shown. */
public record StringChoice(String id, String text) {

    /** @return a choice that is shown as it is stored */
    public static StringChoice fromId(final String id) {
        return new StringChoice(id, id);
    }
}
