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
 * Writes the two parts of a method that is cut right after one of its calls: what computes the call's result, and what
 * computes the method's result from that. Branches that are decided are left out.
 */
final class SplitMethod {

    private static final String INDENT = "    ";

    /** The variable with the tensor at the cut. */
    static final String VALUE = "value_at_cut";

    private final FlowCall m_call;

    private final FlowFrame m_frame;

    private final ScriptMethod m_method;

    private final String m_text;

    /** @param call a call on the way to a cut point */
    SplitMethod(final FlowCall call) {
        m_call = call;
        m_frame = call.caller();
        m_method = m_frame.method();
        m_text = m_frame.module().type().file().text();
    }

    /**
     * The second part of a method.
     *
     * @param text the new method
     * @param arguments names of the old method's parameters that it has behind the tensor at the cut
     */
    record Suffix(String text, List<String> arguments) {
    }

    /**
     * @param name the name of the new method
     * @param inner the name of the called module's method that computes the tensor at the cut
     * @param result what to return: an expression with the variable {@link #VALUE}
     * @return a method with the same parameters that returns a tensor
     */
    String prefix(final String name, final String inner, final String result) throws ScriptException {
        return upTo(name, m_call.call(), calling(inner), result);
    }

    /**
     * @param name the name of the new method
     * @return a method with the same parameters that returns the call's only argument
     */
    String argument(final String name) throws ScriptException {
        final Expression argument = m_call.call().arguments().get(0);
        return upTo(name, argument, m_text.substring(argument.start(), argument.end()), VALUE);
    }

    private String upTo(final String name, final Expression last, final String value, final String result)
        throws ScriptException {
        final var text = new StringBuilder(header(name, "Tensor"));
        for (final Statement step : before(last)) {
            text.append(text(step, m_text.substring(step.start(), step.end())));
        }
        return text.append(INDENT).append(VALUE).append(" = ").append(value).append("\n").append(INDENT)
            .append("return ").append(result).append("\n").toString();
    }

    /**
     * @param last the call or an argument of it
     * @return the steps before the call that it needs
     */
    List<Statement> before(final Expression last) {
        final Set<String> needed = new HashSet<>();
        Liveness.forEachRead(last, null, needed::add);
        final var kept = new ArrayList<Statement>();
        for (int i = m_call.step() - 1; i >= 0; i--) {
            final Statement step = m_frame.steps().get(i);
            if (Liveness.isKept(step, needed, m_frame)) {
                kept.add(step);
                Liveness.forEachRead(step, null, needed::add);
            }
        }
        Collections.reverse(kept);
        return kept;
    }

    /**
     * @param head the name of the root's module that takes the features
     * @param features the name of the root's method that computes them
     * @return the root's {@code forward} as the second after the first
     */
    String forward(final String head, final String features) throws ScriptException {
        final var text = new StringBuilder(header("forward", "Tensor")).append("    return (self.").append(head)
            .append(").forward((self).").append(features).append("(");
        m_method.signature().parameters().stream().skip(1).forEach(p -> text.append(p).append(", "));
        return text.append("), )\n").toString();
    }

    /** The call, of another method of the same module. */
    private String calling(final String method) {
        final Expression function = m_call.call().function();
        return m_text.substring(m_call.call().start(), function.end() - m_call.calleeMethod().length()) + method
            + m_text.substring(function.end(), m_call.call().end());
    }

    /**
     * @param name the name of the new method
     * @param inner the name of the called module's method that goes on from the tensor at the cut; {@code null} if the
     *            call's result is that tensor
     * @param passed names of parameters of the called module's whole method that the inner one takes too
     * @return a method with the same result
     */
    Suffix suffix(final String name, final String inner, final List<String> passed) throws ScriptException {
        final List<Statement> steps = m_frame.steps();
        final List<Expression> arguments = arguments(passed);
        final Set<String> needed = new HashSet<>();
        final var kept = new ArrayList<String>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            final Statement step = steps.get(i);
            final boolean isBefore = i < m_call.step();
            if (!Liveness.isKept(step, needed, m_frame) || (isBefore && !isFixed(step))) {
                continue;
            }
            final boolean isCut = i == m_call.step();
            kept.add(text(step, isCut ? replaced(step, inner, arguments) : m_text.substring(step.start(), step.end())));
            if (step instanceof Statement.Assignment) {
                Liveness.forEachTarget(step, needed::remove);
            }
            Liveness.forEachRead(step, isCut ? m_call.call() : null, needed::add);
            if (isCut && inner != null) {
                Liveness.forEachRead(target(), null, needed::add);
                arguments.forEach(a -> Liveness.forEachRead(a, null, needed::add));
            }
        }
        Collections.reverse(kept);
        final List<String> parameters =
            m_method.signature().parameters().stream().skip(1).filter(needed::contains).toList();
        final var text = new StringBuilder("  def " + name + "(self: " + m_frame.module().typeName() + ",\n    " + VALUE
            + ": Tensor");
        for (final String parameter : parameters) {
            text.append(",\n    ").append(declaration(parameter));
        }
        final Expression result = m_method.signature().result();
        return new Suffix(text + ") -> " + m_text.substring(result.start(), result.end()) + ":\n"
            + String.join("", kept), parameters);
    }

    /** What the call gives to some of the called method's parameters. */
    private List<Expression> arguments(final List<String> passed) throws ScriptException {
        final var arguments = new ArrayList<Expression>();
        for (final String parameter : passed) {
            final int number = m_call.callee().type().methods().get(m_call.calleeMethod()).signature().parameters()
                .indexOf(parameter) - 1;
            if (number >= m_call.call().arguments().size()) {
                throw new ScriptException("no argument " + parameter, m_call.call().start());
            }
            arguments.add(m_call.call().arguments().get(number));
        }
        return arguments;
    }

    /** A parameter with its type, as the method declares it. */
    private String declaration(final String parameter) throws ScriptException {
        final String header = m_text.substring(m_method.start(), m_method.signature().result().start());
        final int start = header.indexOf("\n    " + parameter + ": ");
        final int comma = header.indexOf(",\n", start);
        final int end = comma < 0 ? header.lastIndexOf(')') : comma;
        if (start < 0 || end < start) {
            throw new ScriptException("no type of " + parameter, m_method.start());
        }
        return header.substring(start, end).strip();
    }

    /** Whether a step before the cut computes only what does not depend on the input. */
    private boolean isFixed(final Statement step) {
        final boolean[] isFixed = {step instanceof Statement.Assignment assignment && !assignment.targets().isEmpty()};
        Liveness.forEachTarget(step, n -> isFixed[0] &= !m_frame.isFromInput(n));
        return isFixed[0];
    }

    private Expression target() {
        return ((Expression.Attribute)m_call.call().function()).target();
    }

    private String replaced(final Statement step, final String inner, final List<Expression> arguments) {
        final Expression.Call call = m_call.call();
        final var value = new StringBuilder(VALUE);
        if (inner != null) {
            value.insert(0, m_text.substring(target().start(), target().end()) + "." + inner + "(").append(", ");
            arguments.forEach(a -> value.append(m_text, a.start(), a.end()).append(", "));
            value.append(')');
        }
        return m_text.substring(step.start(), call.start()) + value + m_text.substring(call.end(), step.end());
    }

    /** A statement in the indentation of a method's body; parts of blocks keep theirs relative to it. */
    private String text(final Statement step, final String text) {
        final int column = step.start() - (m_text.lastIndexOf('\n', step.start()) + 1);
        final String more = " ".repeat(Math.max(column - INDENT.length(), 0));
        return INDENT + text.replace("\n" + more, "\n") + "\n";
    }

    /** The method's signature under another name. */
    String header(final String name, final String result) throws ScriptException {
        final ScriptMethod.Signature signature = m_method.signature();
        return m_text.substring(m_method.start(), signature.result().start()).replaceFirst("def " + signature.name(),
            "def " + name) + result + ":\n";
    }
}
