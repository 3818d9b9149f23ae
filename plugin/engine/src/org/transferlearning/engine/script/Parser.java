// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.script;

import java.util.ArrayList;
import java.util.List;

/** Statements from tokens; {@link ExpressionParser} has the expressions. */
final class Parser extends ExpressionParser {

    Parser(final SourceText source, final int first) {
        super(source, first);
    }

    /** The statements of a body, which must have the same indentation, more than the head has. */
    List<Statement> body(final int outer) throws ScriptException {
        final List<Statement> statements = indentedBlock(outer, 0);
        if (peek().indent() > outer) {
            throw unexpected("a statement");
        }
        return statements;
    }

    /** One statement outside of methods. */
    Statement statement() throws ScriptException {
        return statement(0);
    }

    /** The signature of a method, {@code def name(parameters) -> type:}; the next token is the body's first. */
    ScriptMethod.Signature signature() throws ScriptException {
        expect("def");
        final String name = expectName();
        expect("(");
        final var parameters = new ArrayList<String>();
        while (!peek().is(")")) {
            parameters.add(expectName());
            if (accept(":")) {
                expression();
            }
            if (accept("=")) {
                expression();
            }
            if (!accept(",")) {
                break;
            }
        }
        expect(")");
        Expression result = null;
        if (accept("->")) {
            result = expression();
        }
        expect(":");
        return new ScriptMethod.Signature(name, parameters, result, peek().start());
    }

    private List<Statement> nestedBlock(final int outer, final int depth) throws ScriptException {
        expect(":");
        return indentedBlock(outer, depth + 1);
    }

    private List<Statement> indentedBlock(final int outer, final int depth) throws ScriptException {
        final int indent = peek().indent();
        if (indent <= outer) {
            throw unexpected("an indented block");
        }
        checkDepth(depth);
        final var statements = new ArrayList<Statement>();
        while (peek().indent() == indent) {
            statements.add(statement(depth));
        }
        return statements;
    }

    private Statement statement(final int depth) throws ScriptException {
        final Statement statement = part(depth);
        if (!peek().startsLine()) {
            throw unexpected("the end of the line");
        }
        return statement;
    }

    private Statement part(final int depth) throws ScriptException {
        final Token first = peek();
        switch (first.text()) {
            case "pass", "break", "continue" -> {
                next();
                return new Statement.Simple(first.text(), first.start(), first.end());
            }
            case "return" -> {
                next();
                final Expression value = peek().startsLine() ? null : expressionList();
                return new Statement.Return(value, first.start(), previousEnd());
            }
            case "if", "while", "for", "with" -> {
                next();
                return compound(first, depth);
            }
            default -> {
                return assignment(first);
            }
        }
    }

    private Statement compound(final Token first, final int depth) throws ScriptException {
        final var targets = new ArrayList<Expression>();
        final var heads = new ArrayList<Expression>();
        if (first.is("for")) {
            targets.addAll(items(targetList()));
            expect("in");
        }
        heads.add(expressionList());
        if (first.is("with") && accept("as")) {
            targets.add(expression());
        }
        final List<Statement> body = nestedBlock(first.indent(), depth);
        List<Statement> otherwise = List.of();
        if (first.is("if") && peek().indent() == first.indent()) {
            if (accept("else")) {
                otherwise = nestedBlock(first.indent(), depth);
            } else if (peek().is("elif")) {
                final Token elif = next();
                otherwise = List.of(compound(
                    new Token(Token.Kind.NAME, "if", elif.start(), elif.indent()), depth + 1));
            }
        }
        return new Statement.Block(first.text(), targets, heads, body, otherwise, first.start(), previousEnd());
    }

    private Statement assignment(final Token first) throws ScriptException {
        final Expression left = expressionList();
        Expression type = null;
        if (accept(":")) {
            type = expression();
        }
        if (peek().startsLine() && type == null) {
            return new Statement.Assignment(List.of(), null, left, first.start(), previousEnd());
        }
        Expression value = null;
        if (!peek().startsLine()) {
            if (!accept("+=") && !accept("-=") && !accept("*=") && !accept("/=")) {
                expect("=");
            }
            value = expressionList();
        }
        return new Statement.Assignment(items(left), type, value, first.start(), previousEnd());
    }

    private static List<Expression> items(final Expression targets) throws ScriptException {
        final List<Expression> items = targets instanceof Expression.Collection tuple && tuple.kind() == '('
            ? tuple.parts() : List.of(targets);
        if (items.isEmpty()) {
            throw new ScriptException("nothing to assign to", targets.start());
        }
        for (final Expression item : items) {
            if (!(item instanceof Expression.Name) && item.parts().isEmpty()) {
                throw new ScriptException("a value to which nothing can be assigned", item.start());
            }
        }
        return items;
    }
}
