// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Expressions from tokens, by recursive descent with the precedences of Python. */
class ExpressionParser {

    /** PyTorch nests traced calls a few dozen levels deep at most. */
    private static final int MAX_DEPTH = 100;

    /** How strongly the binary operators bind. */
    private static final Map<String, Integer> PRECEDENCE = Map.ofEntries(Map.entry("or", 1), Map.entry("and", 2),
        Map.entry("in", 4), Map.entry("not", 4), Map.entry("is", 4), Map.entry("==", 4), Map.entry("!=", 4),
        Map.entry("<", 4), Map.entry(">", 4), Map.entry("<=", 4), Map.entry(">=", 4), Map.entry("|", 5),
        Map.entry("^", 6), Map.entry("&", 7), Map.entry("<<", 8), Map.entry(">>", 8), Map.entry("+", 9),
        Map.entry("-", 9), Map.entry("*", 10), Map.entry("/", 10), Map.entry("//", 10), Map.entry("%", 10),
        Map.entry("@", 10));

    private static final Set<String> PREFIXES = Set.of("-", "+", "~", "not", "*");

    private static final Set<String> CONSTANTS = Set.of("None", "True", "False");

    /** The operand of the word {@code not} may hold comparisons. */
    private static final int NOT = 3;

    private final SourceText m_source;

    private int m_next;

    private Token m_token;

    private int m_depth;

    /**
     * @param source the text
     * @param first number of the first token
     */
    ExpressionParser(final SourceText source, final int first) {
        m_source = source;
        m_next = first;
        m_token = source.token(first);
    }

    final Token peek() {
        return m_token;
    }

    final Token next() {
        final Token token = m_token;
        if (token.kind() != Token.Kind.END) {
            m_token = m_source.token(++m_next);
        }
        return token;
    }

    final int previousEnd() {
        return m_source.token(m_next - 1).end();
    }

    final boolean accept(final String text) {
        if (peek().is(text)) {
            next();
            return true;
        }
        return false;
    }

    final void expect(final String text) throws ScriptException {
        if (!accept(text)) {
            throw unexpected(text);
        }
    }

    final String expectName() throws ScriptException {
        if (peek().kind() != Token.Kind.NAME) {
            throw unexpected("a name");
        }
        return next().text();
    }

    final ScriptException unexpected(final String expected) {
        return new ScriptException("\"" + peek().text() + "\" instead of " + expected, peek().start());
    }

    final void checkDepth(final int depth) throws ScriptException {
        if (depth > MAX_DEPTH) {
            throw new ScriptException("nested more than " + MAX_DEPTH + " levels deep", peek().start());
        }
    }

    /** One expression, or several with commas as a tuple. */
    final Expression expressionList() throws ScriptException {
        return commaList(false);
    }

    /** Like an expression list, without the operator {@code in}. */
    final Expression targetList() throws ScriptException {
        return commaList(true);
    }

    private Expression commaList(final boolean isTargets) throws ScriptException {
        final int start = peek().start();
        final Expression first = isTargets ? unary() : expression();
        if (!peek().is(",") || peek().startsLine()) {
            return first;
        }
        final var items = new ArrayList<Expression>();
        items.add(first);
        while (!peek().startsLine() && accept(",")) {
            if (peek().startsLine() || peek().is("=") || peek().is("in")) {
                break;
            }
            items.add(isTargets ? unary() : expression());
        }
        return new Expression.Collection('(', items, start, previousEnd());
    }

    final Expression expression() throws ScriptException {
        checkDepth(++m_depth);
        final Expression value = binary(1);
        Expression result = value;
        if (!peek().startsLine() && accept("if")) {
            final Expression condition = binary(1);
            expect("else");
            final Expression otherwise = expression();
            result = new Expression.Operation("if", List.of(condition, value, otherwise), value.start(),
                otherwise.end());
        }
        m_depth--;
        return result;
    }

    private Expression binary(final int lowest) throws ScriptException {
        Expression left = unary();
        int length = 0;
        while (!peek().startsLine() && precedence() >= lowest) {
            checkDepth(m_depth + ++length); // each one holds those before it
            final int precedence = precedence();
            String operator = next().text();
            if (operator.equals("is") && accept("not")) {
                operator = "is not";
            } else if (operator.equals("not")) {
                expect("in");
                operator = "not in";
            }
            final Expression right = binary(precedence + 1);
            left = new Expression.Operation(operator, List.of(left, right), left.start(), right.end());
        }
        return left;
    }

    private int precedence() {
        return PRECEDENCE.getOrDefault(peek().text(), 0);
    }

    private Expression unary() throws ScriptException {
        final Token token = peek();
        if (PREFIXES.contains(token.text())) {
            next();
            checkDepth(++m_depth);
            final Expression operand = token.is("not") ? binary(NOT) : unary();
            m_depth--;
            return new Expression.Operation(token.text(), List.of(operand), token.start(), operand.end());
        }
        final Expression base = postfix();
        if (!peek().startsLine() && accept("**")) {
            checkDepth(++m_depth);
            final Expression exponent = unary();
            m_depth--;
            return new Expression.Operation("**", List.of(base, exponent), base.start(), exponent.end());
        }
        return base;
    }

    private Expression postfix() throws ScriptException {
        Expression value = primary();
        int length = 0;
        while (!peek().startsLine()) {
            checkDepth(m_depth + ++length);
            if (accept(".")) {
                final String name = expectName();
                value = new Expression.Attribute(value, name, value.start(), previousEnd());
            } else if (accept("(")) {
                final List<Expression> arguments = items(")");
                value = new Expression.Call(value, arguments, value.start(), previousEnd());
            } else if (accept("[")) {
                final List<Expression> indices = items("]");
                value = new Expression.Subscript(value, indices, value.start(), previousEnd());
            } else {
                break;
            }
        }
        return value;
    }

    private Expression primary() throws ScriptException {
        final Token token = next();
        switch (token.kind()) {
            case NUMBER, STRING -> {
                return new Expression.Literal(token.text(), token.start(), token.end());
            }
            case NAME -> {
                return CONSTANTS.contains(token.text())
                    ? new Expression.Literal(token.text(), token.start(), token.end())
                    : new Expression.Name(token.text(), token.start(), token.end());
            }
            case OPERATOR -> {
                return bracket(token);
            }
            default -> throw new ScriptException("the end instead of a value", token.start());
        }
    }

    /** Parentheses around one value keep their place, so that the value's text includes them. */
    private Expression bracket(final Token token) throws ScriptException {
        if (token.is("(")) {
            final int first = m_next;
            final List<Expression> items = items(")");
            final boolean isTuple = items.size() != 1 || m_source.token(m_next - 2).is(",");
            if (!isTuple && m_next > first) {
                return items.get(0).at(token.start(), previousEnd());
            }
            return new Expression.Collection('(', items, token.start(), previousEnd());
        }
        if (token.is("[") || token.is("{")) {
            final List<Expression> items = items(token.is("[") ? "]" : "}");
            return new Expression.Collection(token.text().charAt(0), items, token.start(), previousEnd());
        }
        throw new ScriptException("\"" + token.text() + "\" instead of a value", token.start());
    }

    /** Items to the closing bracket; names of arguments, colons of slices and dictionaries are left out. */
    private List<Expression> items(final String close) throws ScriptException {
        final var items = new ArrayList<Expression>();
        while (!accept(close)) {
            if (accept(",") || accept(":")) {
                continue;
            }
            final Expression item = expression();
            if (item instanceof Expression.Name && accept("=")) {
                items.add(expression());
            } else {
                items.add(item);
            }
            if (!peek().is(",") && !peek().is(":") && !peek().is(close)) {
                throw unexpected(close);
            }
        }
        return items;
    }
}
