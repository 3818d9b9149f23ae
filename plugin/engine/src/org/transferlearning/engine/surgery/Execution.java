// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptException;
import org.transferlearning.engine.script.ScriptMethod;
import org.transferlearning.engine.script.Statement;

/**
 * Follows a network's code from the root's {@code forward} without computing anything, and notes in which order the
 * modules use their tensors. Where a branch depends on a flag that the network was saved with, that branch is followed,
 * else both are; loops once.
 */
public final class Execution {

    private static final int MAX_DEPTH = 100;

    /** Far beyond real networks; a hostile one could call each module twice at each of many levels. */
    private static final int MAX_CALLS = 100_000;

    /** Functions that change only the shape, so that a softmax before them still counts. */
    private static final Set<String> VIEWS =
        Set.of("flatten", "view", "reshape", "squeeze", "squeeze_", "contiguous", "detach", "clone", "to");

    private final List<Use> m_uses = new ArrayList<>();

    private final Map<ModuleNode, Map<String, Integer>> m_calls = new HashMap<>();

    private final Deque<CallSite> m_stack = new ArrayDeque<>();

    private int m_callCount;

    private final Budget m_budget = new Budget();

    /** The calls on the stack, copied once for all uses in one run of a method. */
    private List<CallSite> m_calling = List.of();

    private boolean m_isProbabilities;

    /**
     * A tensor is used.
     *
     * @param owner the module that owns it
     * @param calls the calls that led there, the root's first
     */
    public record Use(ModuleNode owner, List<CallSite> calls) {
    }

    private Execution() {
    }

    /**
     * @param root a network's root module
     * @return what runs in which order
     * @throws ScriptException if the code cannot be understood
     */
    public static Execution of(final ModuleNode root) throws ScriptException {
        final var execution = new Execution();
        final Value result = execution.run(root, "forward");
        execution.m_isProbabilities = result == Value.PROBABILITIES;
        return execution;
    }

    /** @return the uses of tensors in the order of execution */
    public List<Use> uses() {
        return m_uses;
    }

    /** @return whether the network's result comes out of a softmax */
    public boolean isProbabilities() {
        return m_isProbabilities;
    }

    /**
     * @param node a module
     * @param method one of its methods
     * @return how often it is called
     */
    public int callCount(final ModuleNode node, final String method) {
        return m_calls.getOrDefault(node, Map.of()).getOrDefault(method, 0);
    }

    private Value run(final ModuleNode module, final String name) throws ScriptException {
        final ScriptMethod method = module.type().methods().get(name);
        m_calls.computeIfAbsent(module, m -> new HashMap<>()).merge(name, 1, Integer::sum);
        if (method == null) {
            return Value.UNKNOWN;
        }
        if (m_stack.size() > MAX_DEPTH || ++m_callCount > MAX_CALLS) {
            throw new TooComplexException();
        }
        final var frame = new Frame(module, method);
        runAll(method.body(), frame);
        final boolean isSoftmax = module.kind().equals("Softmax") || module.kind().equals("Softmax2d");
        return isSoftmax ? Value.PROBABILITIES : frame.result();
    }

    private void runAll(final List<Statement> statements, final Frame frame) throws ScriptException {
        for (final Statement statement : statements) {
            if (statement instanceof Statement.Assignment assignment) {
                assign(assignment, frame);
            } else if (statement instanceof Statement.Return result && result.value() != null) {
                frame.setResult(use(result.value(), frame));
            } else if (statement instanceof Statement.Block block) {
                runBlock(block, frame);
            }
        }
    }

    private void runBlock(final Statement.Block block, final Frame frame) throws ScriptException {
        Value condition = Value.UNKNOWN;
        for (final Expression head : block.heads()) {
            condition = use(head, frame);
        }
        frame.enterBranch();
        if (block.keyword().equals("if") && condition instanceof Value.Flag flag) {
            runAll(flag.isTrue() ? block.body() : block.otherwise(), frame);
        } else {
            m_budget.take(frame.variables().size());
            final var before = new HashMap<>(frame.variables());
            runAll(block.body(), frame);
            final var after = new HashMap<>(frame.variables());
            frame.variables().putAll(before);
            runAll(block.otherwise(), frame);
            // what the branches do not agree on is unknown
            frame.variables().replaceAll((name, value) -> after.getOrDefault(name, value).equals(value) ? value
                : Value.UNKNOWN);
        }
        frame.leaveBranch();
    }

    private void assign(final Statement.Assignment assignment, final Frame frame) throws ScriptException {
        if (assignment.value() == null) {
            return;
        }
        final List<Expression> targets = assignment.targets();
        if (targets.size() == 1 && targets.get(0) instanceof Expression.Name name) {
            // a variable for a parameter is no use of it: traced code collects them early
            frame.variables().put(name.name(), evaluate(assignment.value(), frame));
            return;
        }
        use(assignment.value(), frame);
        for (final Expression target : targets) {
            if (target instanceof Expression.Name name) {
                frame.variables().put(name.name(), Value.UNKNOWN);
            }
        }
    }

    private Value use(final Expression expression, final Frame frame) throws ScriptException {
        final Value value = evaluate(expression, frame);
        if (value instanceof Value.Parameter parameter) {
            m_uses.add(new Use(parameter.owner(), m_calling));
        }
        return value;
    }

    private Value evaluate(final Expression expression, final Frame frame) throws ScriptException {
        m_budget.take(1);
        if (expression instanceof Expression.Name name) {
            final Value function = new Value.Function(name.name());
            return frame.variables().getOrDefault(name.name(), function);
        } else if (expression instanceof Expression.Literal literal && literal.text().matches("True|False")) {
            return new Value.Flag(literal.text().equals("True"));
        } else if (expression instanceof Expression.Attribute attribute) {
            return attribute(evaluate(attribute.target(), frame), attribute.name());
        } else if (expression instanceof Expression.Call call) {
            return call(call, frame);
        }
        for (final Expression part : expression.parts()) {
            use(part, frame);
        }
        return Value.UNKNOWN;
    }

    private static Value attribute(final Value target, final String name) {
        if (target instanceof Value.Module module) {
            final ModuleNode child = module.node().children().get(name);
            if (child != null) {
                return new Value.Module(child);
            }
            if (module.node().tensors().containsKey(name)) {
                return new Value.Parameter(module.node());
            }
            // the mode of training and evaluation changes after loading
            final Object saved = name.equals("training") ? null : module.node().instance().attributes().get(name);
            return saved instanceof Boolean flag ? new Value.Flag(flag) : Value.UNKNOWN;
        } else if (target instanceof Value.Function function) {
            return new Value.Function(function.name() + "." + name);
        }
        return Value.UNKNOWN;
    }

    private Value call(final Expression.Call call, final Frame frame) throws ScriptException {
        final List<Expression> arguments = call.arguments();
        if (call.function() instanceof Expression.Name name && name.name().equals("getattr") && arguments.size() == 2
            && arguments.get(1) instanceof Expression.Literal literal && literal.isString()) {
            return attribute(evaluate(arguments.get(0), frame), literal.string());
        }
        Value target = Value.UNKNOWN;
        if (call.function() instanceof Expression.Attribute attribute) {
            target = evaluate(attribute.target(), frame);
        }
        Value first = Value.UNKNOWN;
        for (int i = 0; i < arguments.size(); i++) {
            final Value value = use(arguments.get(i), frame);
            first = i == 0 ? value : first;
        }
        if (target instanceof Value.Module module && call.function() instanceof Expression.Attribute attribute) {
            m_stack.addLast(new CallSite(frame.module(), frame.method(), call, frame.isInBranch(), module.node(),
                attribute.name()));
            final List<CallSite> calling = m_calling;
            m_calling = List.copyOf(m_stack);
            final Value result = run(module.node(), attribute.name());
            m_calling = calling;
            m_stack.removeLast();
            return result;
        }
        return function(evaluate(call.function(), frame), first);
    }

    private static Value function(final Value function, final Value firstArgument) {
        if (!(function instanceof Value.Function named)) {
            return Value.UNKNOWN;
        }
        if (named.simpleName().equals("softmax") || named.simpleName().equals("_softmax")) {
            return Value.PROBABILITIES;
        }
        final boolean isKept = VIEWS.contains(named.simpleName()) && firstArgument == Value.PROBABILITIES;
        return isKept ? Value.PROBABILITIES : Value.UNKNOWN;
    }
}
