// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cuts a text into tokens. Lines within brackets are one logical line. */
final class Lexer {

    private static final Set<String> LONG_OPERATORS =
        Set.of("->", "==", "!=", "<=", ">=", "**", "//", "<<", ">>", "+=", "-=", "*=", "/=");

    /** Several times what the longest method or file of a network has. */
    private static final int MAX_TOKENS = 500_000;

    /** Words of one character, most of which are operators. */
    private static final String[] LETTERS = new String[128];

    static {
        Arrays.setAll(LETTERS, i -> String.valueOf((char)i));
    }

    private final String m_text;

    /** The characters of the text: faster to look at one by one. */
    private final char[] m_chars;

    private final int m_end;

    private final List<Token> m_tokens = new ArrayList<>();

    /** Each word once: they repeat. */
    private final Map<String, String> m_words = new HashMap<>();

    private int m_at;

    private int m_brackets;

    private int m_indent;

    private Lexer(final String text) {
        m_text = text;
        m_chars = text.toCharArray();
        m_end = m_chars.length;
    }

    /** The tokens of a text, closed by one of the kind END, which starts a line. */
    static Token[] tokens(final String text) throws ScriptException {
        final var lexer = new Lexer(text);
        lexer.run();
        return lexer.m_tokens.toArray(Token[]::new);
    }

    private void run() throws ScriptException {
        startLine();
        while (m_at < m_end) {
            final char c = m_chars[m_at];
            if (c == '\n') {
                m_at++;
                if (m_brackets == 0) {
                    startLine();
                }
            } else if (c == ' ' || c == '\t' || c == '\r') {
                m_at++;
            } else if (c == '#') {
                skipComment();
            } else {
                readToken(c);
            }
        }
        m_tokens.add(new Token(Token.Kind.END, "", m_end, 0));
    }

    private void startLine() {
        m_indent = 0;
        while (m_at < m_end && m_chars[m_at] == ' ') {
            m_at++;
            m_indent++;
        }
    }

    private void skipComment() {
        while (m_at < m_end && m_chars[m_at] != '\n') {
            m_at++;
        }
    }

    private void readToken(final char c) throws ScriptException {
        final int start = m_at;
        final Token.Kind kind;
        if (isDigit(start) || (c == '.' && isDigit(start + 1))) {
            kind = Token.Kind.NUMBER;
            skipNumber();
        } else if (isPartOfName(c)) {
            kind = Token.Kind.NAME;
            skipName();
        } else if (c == '"' || c == '\'') {
            kind = Token.Kind.STRING;
            skipString(c);
        } else {
            kind = Token.Kind.OPERATOR;
            skipOperator(c);
        }
        if (m_tokens.size() >= MAX_TOKENS) {
            throw new ScriptException("more than " + MAX_TOKENS + " words", start);
        }
        m_tokens.add(new Token(kind, word(start), start, m_indent));
        m_indent = -1;
    }

    private String word(final int start) {
        final char first = m_chars[start];
        if (m_at == start + 1 && first < LETTERS.length) {
            return LETTERS[first];
        }
        final String word = m_text.substring(start, m_at);
        final String known = m_words.putIfAbsent(word, word);
        return known == null ? word : known;
    }

    private void skipName() {
        while (m_at < m_end && isPartOfName(m_chars[m_at])) {
            m_at++;
        }
    }

    private static boolean isPartOfName(final char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= '0' && c <= '9'
            || c > 127 && Character.isLetterOrDigit(c);
    }

    private boolean isDigit(final int at) {
        return at < m_end && m_chars[at] >= '0' && m_chars[at] <= '9';
    }

    private void skipNumber() {
        while (m_at < m_end) {
            final char c = m_chars[m_at];
            final boolean isSign = (c == '+' || c == '-') && (m_chars[m_at - 1] == 'e' || m_chars[m_at - 1] == 'E');
            if (!isSign && c != '.' && !isPartOfName(c)) {
                return;
            }
            m_at++;
        }
    }

    private void skipString(final char quote) throws ScriptException {
        final int start = m_at++;
        while (m_at < m_end && m_chars[m_at] != quote && m_chars[m_at] != '\n') {
            m_at += m_chars[m_at] == '\\' ? 2 : 1;
        }
        if (m_at >= m_end || m_chars[m_at] != quote) {
            throw new ScriptException("a string without end", start);
        }
        m_at++;
    }

    private void skipOperator(final char c) throws ScriptException {
        switch (c) {
            case '(', '[', '{' -> m_brackets++;
            case ')', ']', '}' -> m_brackets--;
            case '.', ',', ':', ';', '%', '&', '|', '^', '~', '@' -> { // always one character
            }
            default -> {
                final boolean isLong =
                    m_at + 1 < m_end && LONG_OPERATORS.contains(m_text.substring(m_at, m_at + 2));
                if (!isLong && "=+-*/<>".indexOf(c) < 0) {
                    throw new ScriptException("the unknown character " + c, m_at);
                }
                m_at += isLong ? 1 : 0;
            }
        }
        m_at++;
    }
}
