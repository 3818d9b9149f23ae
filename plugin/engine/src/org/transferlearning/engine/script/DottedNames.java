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

    private final SourceText m_source;

    private final List<String> m_names = new ArrayList<>();

    private int m_at;

    private DottedNames(final SourceText source) {
        m_source = source;
    }

    /**
     * Lists names in all of a file, also where nothing calls them.
     *
     * @param source the file's text
     * @return names with the parts that follow after dots, for example {@code torch.relu}; those after anything else
     *         than a name begin with a dot: {@code .forward}; strings, without escapes, begin with a quote
     * @throws ScriptException if the text is not TorchScript's
     */
    public static List<String> of(final SourceText source) throws ScriptException {
        final var names = new DottedNames(source);
        while (names.peek().kind() != Token.Kind.END) {
            names.readOne();
        }
        return names.m_names;
    }

    private Token peek() {
        return m_source.token(m_at);
    }

    private void readOne() throws ScriptException {
        final Token token = peek();
        if (token.kind() == Token.Kind.STRING) {
            readString();
        } else if (token.kind() == Token.Kind.NAME || token.is(".")) {
            readName();
        } else if (token.kind() == Token.Kind.NUMBER && !isNumber(token.text())) {
            throw new ScriptException("\"" + token.text() + "\" instead of a number", token.start());
        } else {
            m_at++;
        }
    }

    private void readString() throws ScriptException {
        final var string = new StringBuilder("\"");
        while (peek().kind() == Token.Kind.STRING) { // adjacent ones are one
            final Token part = m_source.token(m_at++);
            if (part.text().length() == 2 && peek().kind() == Token.Kind.STRING && peek().start() == part.end()) {
                throw new ScriptException("a string with three quotes", part.start());
            }
            string.append(plain(part.text()));
        }
        m_names.add(string.toString());
    }

    private void readName() {
        final String first = peek().kind() == Token.Kind.NAME ? m_source.token(m_at++).text() : "";
        if (!peek().is(".")) {
            m_names.add(first);
            return;
        }
        final var name = new StringBuilder(first);
        while (peek().is(".")) {
            name.append('.');
            m_at++;
            if (peek().kind() == Token.Kind.NAME) {
                name.append(m_source.token(m_at++).text());
            }
        }
        m_names.add(name.toString());
    }

    private static boolean isNumber(final String text) {
        return text.length() == 1 || NUMBER.matcher(text).matches();
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
