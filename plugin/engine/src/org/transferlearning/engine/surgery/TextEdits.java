// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.Map;
import java.util.TreeMap;

import org.transferlearning.engine.script.Expression;

/** Changes of single places in a text, which do not overlap. */
final class TextEdits {

    private final Map<Integer, Edit> m_edits = new TreeMap<>();

    private record Edit(int end, String text) {
    }

    boolean isEmpty() {
        return m_edits.isEmpty();
    }

    void replace(final Expression expression, final String text) {
        replace(expression.start(), expression.end(), text);
    }

    void replace(final int start, final int end, final String text) {
        m_edits.put(start, new Edit(end, text));
    }

    void insert(final int at, final String text) {
        m_edits.merge(at, new Edit(at, text), (known, more) -> new Edit(known.end(), more.text() + known.text()));
    }

    /** @return a part of the text, with the changes that are in it */
    String apply(final String text, final int start, final int end) {
        final var changed = new StringBuilder();
        int at = start;
        for (final Map.Entry<Integer, Edit> edit : m_edits.entrySet()) {
            changed.append(text, at, edit.getKey()).append(edit.getValue().text());
            at = edit.getValue().end();
        }
        return changed.append(text, at, end).toString();
    }
}
