// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Cuts a part of a text into tokens. Lines within brackets are one logical line. */
final class Lexer {

    private static final List<String> LONG_OPERATORS =
        List.of("->", "==", "!=", "<=", ">=", "**", "//", "<<", ">>", "+=", "-=", "*=", "/=");

    /** The second characters of these: most operators are short. */
    private static final String SECONDS = ">=*/<";

    /** Several times what the longest method or file of a network has. */
    private static final int MAX_TOKENS = 500_000;

    /** Words of one character, most of which are operators. */
    private static final String[] LETTERS =
        IntStream.range(0, 128).mapToObj(i -> String.valueOf((char)i)).toArray(String[]::new);

    private static final String OPERATORS = "()[]{},:.=+-*/%<>&|^~@;";

    private final String m_text;

    private final int m_end;

    private final List<Token> m_tokens = new ArrayList<>();

    /** Each word once: they repeat. */
    private final Map<String, String> m_words = new HashMap<>();

    private int m_at;

    private int m_brackets;

    private int m_indent;

    private Lexer(final String text, final int start, final int end) {
        m_text = text;
        m_at = start;
        m_end = end;
    }

    /** The tokens from start (the begin of a line) to end, closed by one of the kind END, which starts a line. */
    static List<Token> tokens(final String text, final int start, final int end) throws ScriptException {
        final var lexer = new Lexer(text, start, end);
        lexer.run();
        return lexer.m_tokens;
    }

    private void run() throws ScriptException {
        startLine();
        while (m_at < m_end) {
            final char c = m_text.charAt(m_at);
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
        while (m_at < m_end && m_text.charAt(m_at) == ' ') {
            m_at++;
            m_indent++;
        }
    }

    private void skipComment() {
        while (m_at < m_end && m_text.charAt(m_at) != '\n') {
            m_at++;
        }
    }

    private void readToken(final char c) throws ScriptException {
        final int start = m_at;
        final Token.Kind kind;
        if (Character.isLetter(c) || c == '_') {
            kind = Token.Kind.NAME;
            skipName();
        } else if (isDigit(start) || (c == '.' && isDigit(start + 1))) {
            kind = Token.Kind.NUMBER;
            skipNumber();
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
        final char first = m_text.charAt(start);
        if (m_at == start + 1 && first < LETTERS.length) {
            return LETTERS[first];
        }
        final String word = m_text.substring(start, m_at);
        final String known = m_words.putIfAbsent(word, word);
        return known == null ? word : known;
    }

    private void skipName() {
        while (m_at < m_end && isPartOfName(m_text.charAt(m_at))) {
            m_at++;
        }
    }

    private static boolean isPartOfName(final char c) {
        return c >= 'a' && c <= 'z' || c == '_' || Character.isLetterOrDigit(c);
    }

    private boolean isDigit(final int at) {
        return at < m_end && m_text.charAt(at) >= '0' && m_text.charAt(at) <= '9';
    }

    private void skipNumber() {
        while (m_at < m_end) {
            final char c = Character.toLowerCase(m_text.charAt(m_at));
            final boolean isSign = (c == '+' || c == '-') && Character.toLowerCase(m_text.charAt(m_at - 1)) == 'e';
            if (!isSign && c != '.' && !Character.isLetterOrDigit(c)) {
                return;
            }
            m_at++;
        }
    }

    private void skipString(final char quote) throws ScriptException {
        final int start = m_at++;
        while (m_at < m_end && m_text.charAt(m_at) != quote && m_text.charAt(m_at) != '\n') {
            m_at += m_text.charAt(m_at) == '\\' ? 2 : 1;
        }
        if (m_at >= m_end || m_text.charAt(m_at) != quote) {
            throw new ScriptException("a string without end", start);
        }
        m_at++;
    }

    private void skipOperator(final char c) throws ScriptException {
        if (m_at + 1 < m_end && SECONDS.indexOf(m_text.charAt(m_at + 1)) >= 0
            && LONG_OPERATORS.contains(m_text.substring(m_at, m_at + 2))) {
            m_at += 2;
            return;
        }
        if (OPERATORS.indexOf(c) < 0) {
            throw new ScriptException("the unknown character " + c, m_at);
        }
        if ("([{".indexOf(c) >= 0) {
            m_brackets++;
        } else if (")]}".indexOf(c) >= 0) {
            m_brackets--;
        }
        m_at++;
    }
}
