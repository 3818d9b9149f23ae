// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

import java.util.List;

/** A method or function. Its text is parsed when somebody asks. */
public final class ScriptMethod {

    private final String m_text;

    private final String m_name;

    private final int m_start;

    private final int m_end;

    private Signature m_signature;

    private List<Statement> m_body;

    /**
     * What stands before the colon.
     *
     * @param name the method's name
     * @param parameters names, with {@code self} for methods
     * @param result the type of the result or {@code null}
     * @param bodyStart offset of the first statement
     */
    public record Signature(String name, List<String> parameters, Expression result, int bodyStart) {
    }

    ScriptMethod(final String text, final String name, final int start, final int end) {
        m_text = text;
        m_name = name;
        m_start = start;
        m_end = end;
    }

    /** @return its name */
    public String name() {
        return m_name;
    }

    /** @return offset of its first line */
    public int start() {
        return m_start;
    }

    /** @return offset after its last line */
    public int end() {
        return m_end;
    }

    /**
     * @return its signature
     * @throws ScriptException if it cannot be understood
     */
    public Signature signature() throws ScriptException {
        parse();
        return m_signature;
    }

    /**
     * @return its statements
     * @throws ScriptException if they cannot be understood
     */
    public List<Statement> body() throws ScriptException {
        parse();
        return m_body;
    }

    private void parse() throws ScriptException {
        if (m_body == null) {
            final var parser = new Parser(m_text, m_start, m_end);
            m_signature = parser.signature();
            m_body = parser.statements();
        }
    }
}
