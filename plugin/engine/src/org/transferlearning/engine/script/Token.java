// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

/**
 * A word of the language.
 *
 * @param kind what it is
 * @param text its characters, with the quotes of a string
 * @param start offset of its first character
 * @param indent columns before it if it is the first of a logical line, else -1
 */
record Token(Kind kind, String text, int start, int indent) {

    enum Kind {
            NAME, NUMBER, STRING, OPERATOR, END
    }

    int end() {
        return start + text.length();
    }

    boolean is(final String operatorOrKeyword) {
        return text.equals(operatorOrKeyword);
    }

    boolean startsLine() {
        return indent >= 0;
    }
}
