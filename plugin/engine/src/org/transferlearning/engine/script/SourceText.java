// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

/** The text of a code file, cut into tokens once: for {@link DottedNames} and for {@link ScriptFile}. */
public final class SourceText {

    private final String m_text;

    private final Token[] m_tokens;

    /**
     * @param text a file's text
     * @throws ScriptException if it is not TorchScript's
     */
    public SourceText(final String text) throws ScriptException {
        m_text = text;
        m_tokens = Lexer.tokens(text);
    }

    /** @return the text */
    public String text() {
        return m_text;
    }

    /** The token of a number; the last one is of the kind END. */
    Token token(final int number) {
        return m_tokens[number];
    }

    /** The offset of the line that a token starts. */
    int lineStart(final int number) {
        return m_tokens[number].start() - m_tokens[number].indent();
    }

    /** The number of the token that starts the next line. */
    int lineEnd(final int number) {
        int at = number + 1;
        while (!m_tokens[at].startsLine()) {
            at++;
        }
        return at;
    }

    /** The number of the token that starts the first line after those that belong to a line: what is indented more. */
    int itemEnd(final int first) {
        int at = first + 1;
        while (!m_tokens[at].startsLine() || m_tokens[at].indent() > m_tokens[first].indent()) {
            at++;
        }
        return at;
    }
}
