// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptException;
import org.transferlearning.engine.script.ScriptMethod;
import org.transferlearning.engine.script.Statement;

/**
 * The part of a method that computes one expression in it: backward slicing of straight-line code (Weiser, "Program
 * slicing", 1981). A statement is kept if it defines a variable that is needed, or if it may change something that
 * others see.
 */
final class MethodSlice {

    private final ScriptMethod m_method;

    private final String m_text;

    private final Expression m_result;

    private final List<Statement> m_kept = new ArrayList<>();

    /**
     * @param text the text of the file that has the method
     * @param method the method
     * @param call an expression in one of the method's own statements, not in a branch or loop
     * @param result what to compute: the call itself or a part of it
     */
    MethodSlice(final String text, final ScriptMethod method, final Expression call, final Expression result)
        throws ScriptException {
        m_text = text;
        m_method = method;
        m_result = result;
        final var needed = new HashSet<String>();
        collectNames(result, needed);
        final List<Statement> body = method.body();
        int at = 0;
        while (at < body.size() && body.get(at).end() <= call.start()) {
            at++;
        }
        for (int i = at - 1; i >= 0; i--) {
            final Statement statement = body.get(i);
            if (isEffective(statement) || defines(statement, needed)) {
                m_kept.add(statement);
                collectNames(statement, needed);
            }
        }
        Collections.reverse(m_kept);
    }

    /**
     * @param name the name of the new method
     * @return the method with its signature, returning the tensor
     */
    String methodText(final String name) throws ScriptException {
        final var text = new StringBuilder(header(name));
        for (final Statement statement : m_kept) {
            text.append("    ").append(m_text, statement.start(), statement.end()).append('\n');
        }
        return text.append("    return ").append(m_text, m_result.start(), m_result.end()).append('\n').toString();
    }

    /** The method's signature under another name, with a tensor as its result. */
    String header(final String name) throws ScriptException {
        final ScriptMethod.Signature signature = m_method.signature();
        final String old = m_text.substring(m_method.start(), signature.result().start());
        return old.replaceFirst("def " + signature.name(), "def " + name) + "Tensor:\n";
    }

    /** Whether a kept statement reads an attribute of the module itself. */
    boolean reads(final String attribute) {
        final var inResult = new ArrayList<Expression>();
        collectReaders(m_result, attribute, inResult);
        return !inResult.isEmpty() || m_kept.stream().anyMatch(s -> reads(s, attribute));
    }

    static boolean reads(final Statement statement, final String attribute) {
        return !readersOf(statement, attribute).isEmpty();
    }

    /** The expressions {@code self.attribute} and {@code getattr(self, "attribute")} in a statement. */
    static List<Expression> readersOf(final Statement statement, final String attribute) {
        final var all = new ArrayList<Expression>();
        collect(statement, all);
        final var readers = new ArrayList<Expression>();
        all.forEach(e -> collectReaders(e, attribute, readers));
        return readers;
    }

    private static void collectReaders(final Expression expression, final String attribute,
        final List<Expression> readers) {
        final boolean isAttribute =
            expression instanceof Expression.Attribute a && a.name().equals(attribute) && isSelf(a.target());
        final boolean isGetattr = expression instanceof Expression.Call call && call.arguments().size() == 2
            && isSelf(call.arguments().get(0)) && call.arguments().get(1) instanceof Expression.Literal literal
            && literal.isString() && literal.string().equals(attribute);
        if (isAttribute || isGetattr) {
            readers.add(expression);
        } else {
            expression.parts().forEach(p -> collectReaders(p, attribute, readers));
        }
    }

    private static boolean isSelf(final Expression expression) {
        return expression instanceof Expression.Name name && name.name().equals("self");
    }

    /** Whether a statement may do more than assign to variables: assertions, and functions that work in place. */
    private static boolean isEffective(final Statement statement) {
        if (statement instanceof Statement.Assignment assignment && assignment.value() != null) {
            return assignment.targets().isEmpty() || isInPlace(assignment.value())
                || assignment.targets().stream().anyMatch(t -> !(t instanceof Expression.Name));
        }
        return statement instanceof Statement.Block block
            && (block.heads().stream().anyMatch(MethodSlice::isInPlace)
                || block.body().stream().anyMatch(MethodSlice::isEffective)
                || block.otherwise().stream().anyMatch(MethodSlice::isEffective));
    }

    /** Whether an expression calls a function whose name ends in one underscore: PyTorch's sign of "in place". */
    static boolean isInPlace(final Expression expression) {
        if (expression instanceof Expression.Call call && call.function() instanceof Expression.Attribute function
            && function.name().endsWith("_") && !function.name().endsWith("__")) {
            return true;
        }
        return expression.parts().stream().anyMatch(MethodSlice::isInPlace);
    }

    private static boolean defines(final Statement statement, final Set<String> names) {
        if (statement instanceof Statement.Assignment assignment) {
            return assignment.targets().stream()
                .anyMatch(t -> t instanceof Expression.Name name && names.contains(name.name()));
        }
        return statement instanceof Statement.Block block
            && (block.body().stream().anyMatch(s -> defines(s, names))
                || block.otherwise().stream().anyMatch(s -> defines(s, names)));
    }

    private static void collectNames(final Statement statement, final Set<String> names) {
        final var all = new ArrayList<Expression>();
        collect(statement, all);
        all.forEach(e -> collectNames(e, names));
    }

    private static void collectNames(final Expression expression, final Set<String> names) {
        if (expression instanceof Expression.Name name) {
            names.add(name.name());
        }
        expression.parts().forEach(p -> collectNames(p, names));
    }

    private static void collect(final Statement statement, final List<Expression> all) {
        if (statement instanceof Statement.Assignment assignment) {
            assignment.targets().stream().filter(t -> !(t instanceof Expression.Name)).forEach(all::add);
            if (assignment.value() != null) {
                all.add(assignment.value());
            }
        } else if (statement instanceof Statement.Return result && result.value() != null) {
            all.add(result.value());
        } else if (statement instanceof Statement.Block block) {
            all.addAll(block.heads());
            block.body().forEach(s -> collect(s, all));
            block.otherwise().forEach(s -> collect(s, all));
        }
    }
}
