// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

import java.util.List;

/** A statement with its place in the text: whole lines from {@code start} up to, not including, {@code end}. */
public sealed interface Statement {

    /** @return offset of its first character, after the indentation */
    int start();

    /** @return offset after its last character */
    int end();

    /**
     * {@code a = value}, {@code a, b, = value}, {@code a : type = value}, {@code a : type}, or a value alone.
     *
     * @param targets what is assigned to, empty for a value alone
     * @param type the annotation or {@code null}
     * @param value the value or {@code null}
     * @param start see {@link Statement}
     * @param end see {@link Statement}
     */
    record Assignment(List<Expression> targets, Expression type, Expression value, int start, int end)
        implements Statement {
    }

    /**
     * {@code return value}.
     *
     * @param value the value or {@code null}
     * @param start see {@link Statement}
     * @param end see {@link Statement}
     */
    record Return(Expression value, int start, int end) implements Statement {
    }

    /**
     * {@code if}, {@code while}, {@code for} and {@code with}: what may or may not run, or more than once.
     *
     * @param keyword the first word
     * @param targets variables that the head assigns
     * @param heads conditions, or what is iterated over
     * @param body the statements
     * @param otherwise the statements after {@code else}
     * @param start see {@link Statement}
     * @param end see {@link Statement}
     */
    record Block(String keyword, List<Expression> targets, List<Expression> heads, List<Statement> body,
        List<Statement> otherwise, int start, int end) implements Statement {
    }

    /**
     * {@code pass}, {@code break}, {@code continue}.
     *
     * @param keyword the word
     * @param start see {@link Statement}
     * @param end see {@link Statement}
     */
    record Simple(String keyword, int start, int end) implements Statement {
    }
}
