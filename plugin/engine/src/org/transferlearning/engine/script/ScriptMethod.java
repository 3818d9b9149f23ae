// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

import java.util.List;

/** A method or function. Its text is parsed when somebody asks. */
public final class ScriptMethod {

    private final SourceText m_source;

    private final int m_first;

    private final int m_next;

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

    /**
     * @param source the file's text
     * @param first number of the token {@code def}
     * @param next number of the first token after the method
     */
    ScriptMethod(final SourceText source, final int first, final int next) {
        m_source = source;
        m_first = first;
        m_next = next;
    }

    /** @return its name */
    public String name() {
        return m_source.token(m_first + 1).text();
    }

    /** @return offset of its first line */
    public int start() {
        return m_source.lineStart(m_first);
    }

    /** @return offset after its last line */
    public int end() {
        return m_source.lineStart(m_next);
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
            final var parser = new Parser(m_source, m_first);
            m_signature = parser.signature();
            m_body = parser.body(m_source.token(m_first).indent());
        }
    }
}
