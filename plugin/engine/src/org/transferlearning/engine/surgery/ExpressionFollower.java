// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptException;
import org.transferlearning.engine.script.ScriptMethod;

/** Follows the expressions in a network's code, and the calls of modules in them. */
final class ExpressionFollower {

    private static final int MAX_DEPTH = 100;

    /** Far beyond real networks; a hostile one could call each module twice at each of many levels. */
    private static final int MAX_CALLS = 20_000;

    private final CodeFollower m_code;

    private final SideEffects m_effects;

    private final Flow m_flow;

    private final Map<String, Fact> m_attributes = new HashMap<>();

    private int m_depth;

    private int m_callCount;

    /**
     * @param code what functions there are
     * @param flow where to note what is found
     * @param follower what follows the statements of methods that are called
     */
    ExpressionFollower(final ScriptCode code, final Flow flow, final CodeFollower follower) {
        m_effects = new SideEffects(code);
        m_flow = flow;
        m_code = follower;
    }

    /** What is known of an expression's value, which is used in a computation. */
    Fact use(final Expression expression, final FlowFrame frame, final String obstacle)
        throws ScriptException, EngineException, IOException {
        final Fact value = evaluate(expression, frame, obstacle);
        m_flow.noteUse(value, frame);
        return value;
    }

    /** What is known of an expression's value. */
    Fact evaluate(final Expression expression, final FlowFrame frame, final String obstacle)
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
        final List<Fact> parts = useAll(expression.parts(), frame, obstacle);
        parts.forEach(m_flow::noteUsed);
        if (expression instanceof Expression.Operation operation) {
            return SideEffects.result(operation.operator(), parts);
        }
        final Fact result = Fact.computed(parts, parts, !parts.isEmpty() && parts.get(0).isSize());
        result.setWidth(expression instanceof Expression.Collection list && list.kind() == '[' ? Width.sum(parts)
            : null);
        return result;
    }

    private List<Fact> useAll(final List<Expression> expressions, final FlowFrame frame, final String obstacle)
        throws ScriptException, EngineException, IOException {
        final var values = new ArrayList<Fact>();
        for (final Expression expression : expressions) {
            values.add(use(expression, frame, obstacle));
        }
        return values;
    }

    /** Notes what was stored in a module's attribute. */
    void setAttribute(final Fact owner, final String name, final Fact value) {
        if (owner.module() != null) {
            m_attributes.put(owner.module().path() + "." + name, value);
        }
    }

    private Fact attribute(final Fact target, final String name) {
        if (target.function() != null) {
            return Fact.function(target.function() + "." + name);
        } else if (target.module() == null) {
            m_flow.noteUsed(target);
            return Fact.computed(List.of(target), List.of(target), false);
        }
        final ModuleNode module = target.module();
        final ModuleNode child = module.children().get(name);
        if (child != null) {
            m_flow.noteModule(child);
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
        m_flow.noteRead(module, name);
        return module.tensors().containsKey(name) ? Fact.tensor(module, name) : Fact.fixed();
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
        final List<Fact> values = useAll(arguments, frame, obstacle);
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
        final String name = function.function() == null ? "" : function.function();
        final Fact result = SideEffects.result(name, values);
        m_flow.noteComputation(frame, call, obstacle == null, name, values, result);
        return result;
    }

    private Fact module(final Expression.Call call, final FlowCall record, final List<Fact> values)
        throws ScriptException, EngineException, IOException {
        final ScriptMethod method = record.callee().type().methods().get(record.calleeMethod());
        if (m_depth >= MAX_DEPTH || ++m_callCount > MAX_CALLS) {
            throw new TooComplexException();
        }
        m_flow.noteBegin(record);
        if (method == null) {
            m_flow.noteUnknown();
        }
        final Fact result = method == null ? Fact.computed(values, values, false)
            : run(method, new FlowFrame(record.callee(), method, record), call, values);
        final Width width = Width.of(record.callee());
        if (width != null && record.isForward() && !values.contains(result)) {
            result.setWidth(width);
        }
        record.caller().calls().add(record);
        m_flow.noteEnd(record, result.width());
        return result;
    }

    private Fact run(final ScriptMethod method, final FlowFrame frame, final Expression.Call call,
        final List<Fact> values) throws ScriptException, EngineException, IOException {
        final List<String> parameters = method.signature().parameters();
        for (int i = 1; i < parameters.size(); i++) {
            frame.put(parameters.get(i), i <= values.size() ? values.get(i - 1) : Fact.fixed());
        }
        m_depth++;
        m_code.runAll(method.body(), frame, null);
        m_depth--;
        if (!frame.effective().isEmpty()) {
            frame.by().caller().effective().add(call);
        }
        final List<Fact> results = frame.results();
        if (results.size() != 1) {
            results.forEach(m_flow::noteUsed);
        }
        return results.size() == 1 ? results.get(0) : Fact.computed(results, results, false);
    }
}
