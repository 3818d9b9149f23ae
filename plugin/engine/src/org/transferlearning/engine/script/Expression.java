// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

import java.util.ArrayList;
import java.util.List;

/** An expression with its place in the text: characters from {@code start} up to, not including, {@code end}. */
public sealed interface Expression {

    /** @return offset of its first character */
    int start();

    /** @return offset after its last character */
    int end();

    /** @return the expressions that it is directly made of, in the order of evaluation */
    List<Expression> parts();

    /** The same expression with another place, which includes its parentheses. */
    Expression at(int newStart, int newEnd);

    /**
     * A variable, or the first part of a dotted name.
     *
     * @param name its name
     * @param start see {@link Expression}
     * @param end see {@link Expression}
     */
    record Name(String name, int start, int end) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of();
        }

        @Override
        public Expression at(final int newStart, final int newEnd) {
            return new Name(name, newStart, newEnd);
        }
    }

    /**
     * A number, a string, {@code None}, {@code True} or {@code False}.
     *
     * @param text as it is written
     * @param start see {@link Expression}
     * @param end see {@link Expression}
     */
    record Literal(String text, int start, int end) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of();
        }

        /** @return whether it is a string */
        public boolean isString() {
            return text.startsWith("\"") || text.startsWith("'");
        }

        /** @return the characters of a string without its quotes; escapes stay as they are */
        public String string() {
            return text.substring(1, text.length() - 1);
        }

        @Override
        public Expression at(final int newStart, final int newEnd) {
            return new Literal(text, newStart, newEnd);
        }
    }

    /**
     * {@code target.name}.
     *
     * @param target what has the attribute
     * @param name its name
     * @param start see {@link Expression}
     * @param end see {@link Expression}
     */
    record Attribute(Expression target, String name, int start, int end) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(target);
        }

        @Override
        public Expression at(final int newStart, final int newEnd) {
            return new Attribute(target, name, newStart, newEnd);
        }
    }

    /**
     * {@code function(arguments)}.
     *
     * @param function what is called
     * @param arguments the values, of named ones too
     * @param start see {@link Expression}
     * @param end see {@link Expression}
     */
    record Call(Expression function, List<Expression> arguments, int start, int end) implements Expression {
        @Override
        public List<Expression> parts() {
            final var parts = new ArrayList<Expression>();
            parts.add(function);
            parts.addAll(arguments);
            return parts;
        }

        @Override
        public Expression at(final int newStart, final int newEnd) {
            return new Call(function, arguments, newStart, newEnd);
        }
    }

    /**
     * {@code target[index]}; in types, {@code Optional[Tensor]}.
     *
     * @param target what is indexed
     * @param indices one or several, a slice counts as its bounds
     * @param start see {@link Expression}
     * @param end see {@link Expression}
     */
    record Subscript(Expression target, List<Expression> indices, int start, int end) implements Expression {
        @Override
        public List<Expression> parts() {
            final var parts = new ArrayList<Expression>();
            parts.add(target);
            parts.addAll(indices);
            return parts;
        }

        @Override
        public Expression at(final int newStart, final int newEnd) {
            return new Subscript(target, indices, newStart, newEnd);
        }
    }

    /**
     * A list, tuple or dictionary (keys and values in turn).
     *
     * @param kind the opening bracket: {@code [}, {@code (} or {@code &#123;}
     * @param parts the items
     * @param start see {@link Expression}
     * @param end see {@link Expression}
     */
    record Collection(char kind, List<Expression> parts, int start, int end) implements Expression {
        @Override
        public Expression at(final int newStart, final int newEnd) {
            return new Collection(kind, parts, newStart, newEnd);
        }
    }

    /**
     * An operator, unary, binary or the conditional {@code a if b else c}.
     *
     * @param operator for example {@code +}, {@code not}, {@code if}
     * @param parts the operands
     * @param start see {@link Expression}
     * @param end see {@link Expression}
     */
    record Operation(String operator, List<Expression> parts, int start, int end) implements Expression {
        @Override
        public Expression at(final int newStart, final int newEnd) {
            return new Operation(operator, parts, newStart, newEnd);
        }
    }
}
