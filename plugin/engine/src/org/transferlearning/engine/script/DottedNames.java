// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a code file names, without a look at what it does: for questions that must not miss anything. */
public final class DottedNames {

    private static final Pattern OCTAL = Pattern.compile("[0-7]{3}");

    private static final Pattern NUMBER =
        Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?[jJ]?|0[xX][0-9a-fA-F]+");

    private final List<Token> m_tokens;

    private final List<String> m_names = new ArrayList<>();

    private int m_at;

    private DottedNames(final List<Token> tokens) {
        m_tokens = tokens;
    }

    /**
     * Lists names in all of a file, also where nothing calls them.
     *
     * @param text the file's text
     * @return names with the parts that follow after dots, for example {@code torch.relu}; those after anything else
     *         than a name begin with a dot: {@code .forward}; strings, without escapes, begin with a quote
     * @throws ScriptException if the text is not TorchScript's
     */
    public static List<String> of(final String text) throws ScriptException {
        final var names = new DottedNames(Lexer.tokens(text, 0, text.length()));
        while (names.peek().kind() != Token.Kind.END) {
            names.readOne();
        }
        return names.m_names;
    }

    private Token peek() {
        return m_tokens.get(m_at);
    }

    private void readOne() throws ScriptException {
        if (peek().kind() == Token.Kind.STRING) {
            final var string = new StringBuilder("\"");
            while (peek().kind() == Token.Kind.STRING) { // adjacent ones are one
                final Token part = m_tokens.get(m_at++);
                if (part.text().length() == 2 && peek().kind() == Token.Kind.STRING && peek().start() == part.end()) {
                    throw new ScriptException("a string with three quotes", part.start());
                }
                string.append(plain(part.text()));
            }
            m_names.add(string.toString());
        } else if (peek().kind() == Token.Kind.NAME || peek().is(".")) {
            final var name = new StringBuilder();
            boolean isPart = peek().kind() == Token.Kind.NAME;
            while (isPart || peek().is(".")) {
                name.append(isPart ? m_tokens.get(m_at++).text() : ".");
                m_at += isPart ? 0 : 1;
                isPart = !isPart && peek().kind() == Token.Kind.NAME;
            }
            m_names.add(name.toString());
        } else if (peek().kind() == Token.Kind.NUMBER && !NUMBER.matcher(peek().text()).matches()) {
            throw new ScriptException("\"" + peek().text() + "\" instead of a number", peek().start());
        } else {
            m_at++;
        }
    }

    /** The characters of a string; PyTorch writes those outside of ASCII in octal, and reads all of them. */
    private static String plain(final String text) {
        final var plain = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            final boolean isEscape = text.charAt(i) == '\\';
            if (isEscape && i + 3 < text.length() && OCTAL.matcher(text.substring(i + 1, i + 4)).matches()) {
                plain.append((char)Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else if (!isEscape) {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }
}
