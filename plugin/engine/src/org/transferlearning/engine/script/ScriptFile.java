// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

import java.util.LinkedHashMap;
import java.util.Map;

/** A code file: its classes and functions by name. */
public final class ScriptFile {

    private final String m_text;

    private final Map<String, ScriptClass> m_classes = new LinkedHashMap<>();

    private final Map<String, ScriptMethod> m_functions = new LinkedHashMap<>();

    private ScriptFile(final String text) {
        m_text = text;
    }

    /**
     * Parses the outline of a file: the bodies of methods follow when they are asked for.
     *
     * @param text the file's text
     * @return the file
     * @throws ScriptException if it cannot be understood
     */
    public static ScriptFile parse(final String text) throws ScriptException {
        final var file = new ScriptFile(text);
        int at = 0;
        while (at < text.length()) {
            final int end = itemEnd(text, at, 0);
            if (text.startsWith("class ", at)) {
                file.addClass(at, end);
            } else if (text.startsWith("def ", at)) {
                final String name = nameAt(text, at + 4);
                file.m_functions.put(name, new ScriptMethod(text, name, at, end));
            }
            at = end;
        }
        return file;
    }

    /** @return the whole text */
    public String text() {
        return m_text;
    }

    /**
     * @param expression an expression of this file
     * @return it as it is written
     */
    public String text(final Expression expression) {
        return m_text.substring(expression.start(), expression.end());
    }

    /** @return the classes by name, in the order of the file */
    public Map<String, ScriptClass> classes() {
        return m_classes;
    }

    /** @return the functions outside of classes by name */
    public Map<String, ScriptMethod> functions() {
        return m_functions;
    }

    private void addClass(final int start, final int end) throws ScriptException {
        final String name = nameAt(m_text, start + 6);
        final int bracket = start + 6 + name.length();
        final String base = bracket < end && m_text.charAt(bracket) == '(' ? nameAt(m_text, bracket + 1) : "";
        final int bodyStart = Math.min(end, lineEnd(m_text, start));
        final var methods = new LinkedHashMap<String, ScriptMethod>();
        int at = bodyStart;
        while (at < end) {
            final int indent = indent(m_text, at);
            final int next = Math.min(end, itemEnd(m_text, at, indent));
            if (m_text.startsWith("def ", at + indent)) {
                final String method = nameAt(m_text, at + indent + 4);
                methods.put(method, new ScriptMethod(m_text, method, at, next));
            }
            at = next;
        }
        m_classes.put(name, ScriptClass.parse(this, name, base, start, bodyStart, end, methods));
    }

    /** The end of the lines that belong to the one at the offset: those that are indented more, and empty ones. */
    private static int itemEnd(final String text, final int start, final int indent) {
        int at = lineEnd(text, start);
        while (at < text.length() && (text.charAt(at) == '\n' || indent(text, at) > indent)) {
            at = lineEnd(text, at);
        }
        return at;
    }

    private static int lineEnd(final String text, final int at) {
        final int newline = text.indexOf('\n', at);
        return newline < 0 ? text.length() : newline + 1;
    }

    private static int indent(final String text, final int lineStart) {
        int at = lineStart;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at - lineStart;
    }

    private static String nameAt(final String text, final int start) {
        int end = start;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }
}
