// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptException;
import org.transferlearning.engine.script.ScriptMethod;
import org.transferlearning.engine.script.Statement;

/**
 * Follows a network's code from a method of the root without computing anything, and notes which modules run
 * where and what depends on the network's input. Branches that depend on constants are decided, and those that
 * depend on the mode as in evaluation; of others both sides are followed, loops twice.
 */
final class Flow {

    private static final int MAX_DEPTH = 100;

    /** Far beyond real networks; a hostile one could call each module twice at each of many levels. */
    private static final int MAX_CALLS = 20_000;

    private final SideEffects m_effects;

    private final Map<ModuleNode, List<FlowCall>> m_calls = new LinkedHashMap<>();

    private final Map<String, Fact> m_attributes = new HashMap<>();

    private final Set<ModuleNode> m_touched = new HashSet<>();

    private final Map<ModuleNode, Set<String>> m_methods = new HashMap<>();

    private final Map<ModuleNode, Set<String>> m_reads = new HashMap<>();

    private final Map<ModuleNode, Width> m_widths = new HashMap<>();

    private final Map<ModuleNode, Integer> m_starts = new HashMap<>();

    private final Map<ModuleNode, Integer> m_ends = new HashMap<>();

    private boolean m_keepsInput;

    private int m_depth;

    private int m_callCount;

    private Flow(final ScriptCode code) {
        m_effects = new SideEffects(code);
    }

    /**
     * @param tree a network's modules
     * @return what runs where in the root's {@code forward}
     * @throws ScriptException if the code cannot be understood
     */
    static Flow of(final ModuleTree tree) throws ScriptException, EngineException, IOException {
        return of(tree, "forward");
    }

    /**
     * @param tree a network's modules
     * @param start name of the root's method to start from
     * @return what runs where
     * @throws ScriptException if the code cannot be understood
     */
    static Flow of(final ModuleTree tree, final String start) throws ScriptException, EngineException, IOException {
        final var flow = new Flow(tree.code());
        final ScriptMethod method = tree.root().type().methods().get(start);
        if (method == null) {
            throw new TooComplexException();
        }
        final var frame = new FlowFrame(tree.root(), method, null);
        final List<String> inputs = method.signature().parameters();
        for (int i = 1; i < inputs.size(); i++) {
            frame.put(inputs.get(i), Fact.input(i - 1));
        }
        flow.m_methods.put(tree.root(), new HashSet<>(Set.of(start)));
        flow.runAll(method.body(), frame, null);
        return flow;
    }

    /** @return whether the network stores something that depends on the input in an attribute */
    boolean keepsInput() {
        return m_keepsInput;
    }

    /** @return the calls of all modules that are called, in the order in which their first calls end */
    Map<ModuleNode, List<FlowCall>> calls() {
        return m_calls;
    }

    /** @return the modules that the code mentions */
    Set<ModuleNode> touched() {
        return m_touched;
    }

    /** @return for each module the names of its attributes that the code reads, but other modules and constants */
    Map<ModuleNode, Set<String>> reads() {
        return m_reads;
    }

    /** @return how many features the result of a module's last call has; {@code null} if that is not known */
    Width width(final ModuleNode module) {
        return m_widths.get(module);
    }

    /** @return whether a module is called before the last call of another one ends */
    boolean startsBefore(final ModuleNode module, final ModuleNode other) {
        return m_starts.containsKey(module) && m_starts.get(module) <= m_ends.get(other);
    }

    /** @return names of the methods of a module that run */
    Set<String> methods(final ModuleNode module) {
        return m_methods.getOrDefault(module, Set.of());
    }

    /** @param obstacle why the statements may run never or twice; {@code null} if they are steps of the frame */
    private void runAll(final List<Statement> statements, final FlowFrame frame, final String obstacle)
        throws ScriptException, EngineException, IOException {
        for (final Statement statement : statements) {
            if (frame.isOver()) {
                return;
            }
            frame.budget().take(1);
            if (statement instanceof Statement.Block block) {
                runBlock(block, frame, obstacle);
                continue;
            }
            if (statement instanceof Statement.Assignment assignment) {
                assign(assignment, frame, obstacle);
            } else if (statement instanceof Statement.Return result && result.value() != null) {
                frame.results().add(evaluate(result.value(), frame, obstacle));
            }
            if (obstacle == null) {
                frame.steps().add(statement);
                if (statement instanceof Statement.Return) {
                    frame.finish();
                }
            }
        }
    }

    private void runBlock(final Statement.Block block, final FlowFrame frame, final String obstacle)
        throws ScriptException, EngineException, IOException {
        final boolean isLoop = block.keyword().equals("for") || block.keyword().equals("while");
        final String inside = isLoop ? "is inside a loop" : "is behind a branch";
        final var heads = new ArrayList<Fact>();
        for (final Expression head : block.heads()) {
            // a condition is a part of the block's step: what runs in it cannot be separated from the branches
            heads.add(evaluate(head, frame, inside));
        }
        if (obstacle == null && block.keyword().equals("if") && heads.get(0).isConstant()
            && heads.get(0).value() instanceof Boolean isTrue) {
            runAll(isTrue ? block.body() : block.otherwise(), frame, obstacle);
            return;
        }
        for (final Expression target : block.targets()) {
            Liveness.forEachRead(target, null, n -> frame.put(n, Fact.computed(heads, heads, false)));
        }
        frame.budget().take(frame.variables().size());
        final var before = new HashMap<>(frame.variables());
        runAll(block.body(), frame, inside);
        if (isLoop) {
            // once more, now that variables have the values of the first round
            runAll(block.body(), frame, inside);
        }
        final var after = new HashMap<>(frame.variables());
        frame.variables().putAll(before);
        runAll(block.otherwise(), frame, inside);
        after.forEach((name, value) -> frame.variables().merge(name, value,
            (a, b) -> a == b ? a : merged(frame, name, List.of(a, b, heads.get(0)))));
        if (obstacle == null) {
            frame.steps().add(block);
        }
    }

    private static Fact merged(final FlowFrame frame, final String name, final List<Fact> facts) {
        frame.put(name, Fact.computed(facts, facts, facts.get(0).isSize() && facts.get(1).isSize()));
        return frame.variables().get(name);
    }

    private void assign(final Statement.Assignment assignment, final FlowFrame frame, final String obstacle)
        throws ScriptException, EngineException, IOException {
        if (assignment.value() == null) {
            return;
        }
        final Fact value = evaluate(assignment.value(), frame, obstacle);
        for (final Expression target : assignment.targets()) {
            if (target instanceof Expression.Name name) {
                frame.put(name.name(), assignment.targets().size() == 1 ? value
                    : Fact.computed(List.of(value), List.of(value), value.isSize()));
            } else if (target instanceof Expression.Attribute attribute) {
                final Fact owner = evaluate(attribute.target(), frame, obstacle);
                m_keepsInput |= value.isFromInput();
                if (owner.module() != null) {
                    m_attributes.put(owner.module().path() + "." + attribute.name(), value);
                }
            } else {
                evaluate(target.parts().get(0), frame, obstacle).change();
            }
        }
    }

    private Fact evaluate(final Expression expression, final FlowFrame frame, final String obstacle)
        throws ScriptException, EngineException, IOException {
        frame.budget().take(1);
        if (expression instanceof Expression.Name name) {
            final Fact known = frame.variables().get(name.name());
            return known == null ? Fact.function(name.name()) : known;
        } else if (expression instanceof Expression.Literal literal) {
            final Fact constant = ConstantFolding.literal(literal.text());
            return constant == null ? Fact.fixed() : constant;
        } else if (expression instanceof Expression.Attribute attribute) {
            return attribute(evaluate(attribute.target(), frame, obstacle), attribute.name());
        } else if (expression instanceof Expression.Call call) {
            return call(call, frame, obstacle);
        }
        final var parts = new ArrayList<Fact>();
        for (final Expression part : expression.parts()) {
            parts.add(evaluate(part, frame, obstacle));
        }
        if (expression instanceof Expression.Operation operation) {
            return SideEffects.result(operation.operator(), parts);
        }
        final Fact result = Fact.computed(parts, parts, !parts.isEmpty() && parts.get(0).isSize());
        result.setWidth(expression instanceof Expression.Collection list && list.kind() == '[' ? Width.sum(parts) : null);
        return result;
    }

    private Fact attribute(final Fact target, final String name) {
        if (target.function() != null) {
            return Fact.function(target.function() + "." + name);
        } else if (target.module() == null) {
            return Fact.computed(List.of(target), List.of(target), false);
        }
        final ModuleNode module = target.module();
        final ModuleNode child = module.children().get(name);
        if (child != null) {
            m_touched.add(child);
            return Fact.module(child);
        }
        final Fact changed = m_attributes.get(module.path() + "." + name);
        if (changed != null) {
            return changed;
        }
        final Map<Object, Object> state = module.instance().attributes();
        final Object saved = state.get(name);
        if (name.equals("training")) {
            // what only training from scratch needs, such as a second classifier in the middle, is left out
            return Fact.constant(Boolean.FALSE);
        }
        final boolean isKnown = state.containsKey(name) && (saved == null || saved instanceof Boolean
            || saved instanceof Number || saved instanceof String);
        if (isKnown) {
            return Fact.constant(saved);
        }
        m_reads.computeIfAbsent(module, n -> new HashSet<>()).add(name);
        return Fact.fixed();
    }

    private Fact call(final Expression.Call call, final FlowFrame frame, final String obstacle)
        throws ScriptException, EngineException, IOException {
        final List<Expression> arguments = call.arguments();
        if (call.function() instanceof Expression.Name name && name.name().equals("getattr") && arguments.size() == 2
            && arguments.get(1) instanceof Expression.Literal literal && literal.isString()) {
            return attribute(evaluate(arguments.get(0), frame, obstacle), literal.string());
        }
        Fact target = null;
        if (call.function() instanceof Expression.Attribute attribute) {
            target = evaluate(attribute.target(), frame, obstacle);
        }
        final var values = new ArrayList<Fact>();
        for (final Expression argument : arguments) {
            values.add(evaluate(argument, frame, obstacle));
        }
        if (target != null && target.module() != null) {
            final String method = ((Expression.Attribute)call.function()).name();
            return module(call, new FlowCall(frame, call, frame.steps().size(), obstacle, target.module(), method),
                values);
        }
        final Fact function = evaluate(call.function(), frame, obstacle);
        if (function.function() == null || m_effects.has(function.function())) {
            frame.effective().add(call);
            values.stream().limit(1).forEach(Fact::change);
        }
        return SideEffects.result(function.function() == null ? "" : function.function(), values);
    }

    private Fact module(final Expression.Call call, final FlowCall record, final List<Fact> values)
        throws ScriptException, EngineException, IOException {
        final FlowFrame caller = record.caller();
        final ScriptMethod method = record.callee().type().methods().get(record.calleeMethod());
        if (m_depth >= MAX_DEPTH || ++m_callCount > MAX_CALLS) {
            throw new TooComplexException();
        }
        m_starts.putIfAbsent(record.callee(), m_callCount);
        m_methods.computeIfAbsent(record.callee(), n -> new HashSet<>()).add(record.calleeMethod());
        Fact result = Fact.computed(values, values, false);
        if (method != null) {
            final var frame = new FlowFrame(record.callee(), method, record);
            final List<String> parameters = method.signature().parameters();
            for (int i = 1; i < parameters.size(); i++) {
                frame.put(parameters.get(i), i <= values.size() ? values.get(i - 1) : Fact.fixed());
            }
            m_depth++;
            runAll(method.body(), frame, null);
            m_depth--;
            if (!frame.effective().isEmpty()) {
                caller.effective().add(call);
            }
            final List<Fact> results = frame.results();
            result = results.size() == 1 ? results.get(0) : Fact.computed(results, results, false);
        }
        final Width width = Width.of(record.callee());
        if (width != null && record.isForward() && !values.contains(result)) {
            result.setWidth(width);
        }
        m_widths.put(record.callee(), result.width());
        m_ends.put(record.callee(), m_callCount);
        caller.calls().add(record);
        m_calls.computeIfAbsent(record.callee(), n -> new ArrayList<>(1)).add(record);
        return result;
    }
}
