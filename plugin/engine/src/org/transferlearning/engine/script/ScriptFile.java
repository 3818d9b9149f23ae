// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

import java.util.LinkedHashMap;
import java.util.Map;

/** A code file: its classes and functions by name. */
public final class ScriptFile {

    private final SourceText m_source;

    private final Map<String, ScriptClass> m_classes = new LinkedHashMap<>();

    private final Map<String, ScriptMethod> m_functions = new LinkedHashMap<>();

    private ScriptFile(final SourceText source) {
        m_source = source;
    }

    /**
     * Parses the outline of a file: the bodies of methods follow when they are asked for.
     *
     * @param source the file's text
     * @return the file
     * @throws ScriptException if it cannot be understood
     */
    public static ScriptFile parse(final SourceText source) throws ScriptException {
        final var file = new ScriptFile(source);
        int end;
        for (int at = 0; source.token(at).kind() != Token.Kind.END; at = end) {
            end = source.itemEnd(at);
            if (source.token(at).is("class")) {
                final ScriptClass type = ScriptClass.parse(file, source, at, end);
                file.m_classes.put(type.name(), type);
            } else if (source.token(at).is("def")) {
                final var function = new ScriptMethod(source, at, end);
                file.m_functions.put(function.name(), function);
            }
        }
        return file;
    }

    /** @return the whole text */
    public String text() {
        return m_source.text();
    }

    /**
     * @param expression an expression of this file
     * @return it as it is written
     */
    public String text(final Expression expression) {
        return text().substring(expression.start(), expression.end());
    }

    /** @return the classes by name, in the order of the file */
    public Map<String, ScriptClass> classes() {
        return m_classes;
    }

    /** @return the functions outside of classes by name */
    public Map<String, ScriptMethod> functions() {
        return m_functions;
    }
}
