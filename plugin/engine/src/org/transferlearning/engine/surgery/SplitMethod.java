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
     * @param name the name of the new method
     * @param inner the name of the called module's method that computes the tensor at the cut
     * @param result what to return: an expression with the variable {@link #VALUE}
     * @return a method with the same parameters that returns a tensor
     */
    String prefix(final String name, final String inner, final String result) throws ScriptException {
        final Set<String> needed = new HashSet<>();
        Liveness.forEachRead(m_call.call(), null, needed::add);
        final var kept = new ArrayList<String>();
        for (int i = m_call.step() - 1; i >= 0; i--) {
            final Statement step = m_frame.steps().get(i);
            if (Liveness.isKept(step, needed, m_frame)) {
                kept.add(text(step, m_text.substring(step.start(), step.end())));
                Liveness.forEachRead(step, null, needed::add);
            }
        }
        Collections.reverse(kept);
        return header(name, "Tensor") + String.join("", kept) + INDENT + VALUE + " = " + calling(inner) + "\n" + INDENT
            + "return " + result + "\n";
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
     * @return a method with one tensor as its parameter and the same result
     */
    String suffix(final String name, final String inner) throws ScriptException {
        final List<Statement> steps = m_frame.steps();
        final Set<String> needed = new HashSet<>();
        final var kept = new ArrayList<String>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            final Statement step = steps.get(i);
            final boolean isBefore = i < m_call.step();
            if (!Liveness.isKept(step, needed, m_frame) || (isBefore && !isFixed(step))) {
                continue;
            }
            final boolean isCut = i == m_call.step();
            kept.add(text(step, isCut ? replaced(step, inner) : m_text.substring(step.start(), step.end())));
            if (step instanceof Statement.Assignment) {
                Liveness.forEachTarget(step, needed::remove);
            }
            Liveness.forEachRead(step, isCut ? m_call.call() : null, needed::add);
            if (isCut && inner != null) {
                Liveness.forEachRead(target(), null, needed::add);
            }
        }
        Collections.reverse(kept);
        needed.retainAll(m_method.signature().parameters());
        needed.remove("self");
        if (!needed.isEmpty()) {
            throw new IllegalStateException("the rest of " + m_frame.module() + " needs the arguments " + needed);
        }
        final Expression result = m_method.signature().result();
        return "  def " + name + "(self: " + m_frame.module().typeName() + ",\n    " + VALUE + ": Tensor) -> "
            + m_text.substring(result.start(), result.end()) + ":\n" + String.join("", kept);
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

    private String replaced(final Statement step, final String inner) {
        final Expression.Call call = m_call.call();
        final String value = inner == null ? VALUE
            : m_text.substring(target().start(), target().end()) + "." + inner + "(" + VALUE + ", )";
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
