// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptMethod;
import org.transferlearning.engine.script.Statement;

/** A run of a method: what its variables are, which statements it consists of, and which modules it runs. */
final class FlowFrame {

    private final ModuleNode m_module;

    private final ScriptMethod m_method;

    private final FlowCall m_by;

    private final Map<String, Fact> m_variables = new HashMap<>();

    private final Map<String, List<Fact>> m_history = new HashMap<>();

    private final List<Statement> m_steps = new ArrayList<>();

    private final List<FlowCall> m_calls = new ArrayList<>();

    private final Set<Expression> m_effective = Collections.newSetFromMap(new IdentityHashMap<>());

    private final List<Fact> m_results = new ArrayList<>();

    private final Budget m_budget;

    private boolean m_isOver;

    private Map<FlowCall, Set<String>> m_pending;

    FlowFrame(final ModuleNode module, final ScriptMethod method, final FlowCall by) {
        m_module = module;
        m_method = method;
        m_by = by;
        m_budget = by == null ? new Budget() : by.caller().m_budget;
        put("self", Fact.module(module));
    }

    ModuleNode module() {
        return m_module;
    }

    ScriptMethod method() {
        return m_method;
    }

    /** @return the call that runs it, {@code null} for the root's {@code forward} */
    FlowCall by() {
        return m_by;
    }

    /** @return what the run of the whole network may still cost */
    Budget budget() {
        return m_budget;
    }

    Map<String, Fact> variables() {
        return m_variables;
    }

    void put(final String name, final Fact value) {
        m_variables.put(name, value);
        m_history.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
    }

    /** @return the method's statements; where a branch is known, only those of that branch, without its condition */
    List<Statement> steps() {
        return m_steps;
    }

    List<FlowCall> calls() {
        return m_calls;
    }

    /** @return the calls that may do more than compute a result */
    Set<Expression> effective() {
        return m_effective;
    }

    List<Fact> results() {
        return m_results;
    }

    /** Whether a statement that always runs has returned. */
    boolean isOver() {
        return m_isOver;
    }

    void finish() {
        m_isOver = true;
    }

    /** Whether a variable ever depends on the input. */
    boolean isFromInput(final String name) {
        return inputs(name) != 0;
    }

    /** One bit for each input of the network that a variable ever depends on. */
    long inputs(final String name) {
        final List<Fact> history = m_history.getOrDefault(name, List.of());
        m_budget.take(history.size() / 8);
        long inputs = 0;
        for (final Fact value : history) {
            inputs |= value.inputs();
        }
        return inputs;
    }

    /** Whether a variable is only a number about a tensor's shape. */
    boolean isSize(final String name) {
        boolean isSize = true;
        for (final Fact value : m_history.getOrDefault(name, List.of())) {
            isSize &= value.isSize();
        }
        return isSize;
    }

    Set<String> pending(final FlowCall call) {
        if (m_pending == null) {
            m_pending = Liveness.pending(this);
        }
        return m_pending.getOrDefault(call, new HashSet<>());
    }
}
