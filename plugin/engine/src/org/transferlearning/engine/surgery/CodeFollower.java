// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptException;
import org.transferlearning.engine.script.ScriptMethod;
import org.transferlearning.engine.script.Statement;

/**
 * Follows a network's statements in their order. Branches that depend on constants are decided, and those that depend
 * on the mode as in evaluation; of others both sides are followed, loops twice.
 */
final class CodeFollower {

    private final ExpressionFollower m_expressions;

    private final Flow m_flow;

    private CodeFollower(final ScriptCode code, final Flow flow) {
        m_flow = flow;
        m_expressions = new ExpressionFollower(code, flow, this);
    }

    /**
     * @param tree a network's modules
     * @param start name of the root's method to start from
     * @param flow where to note what runs where
     * @throws ScriptException if the code cannot be understood
     */
    static void follow(final ModuleTree tree, final String start, final Flow flow)
        throws ScriptException, EngineException, IOException {
        final ScriptMethod method = tree.root().type().methods().get(start);
        if (method == null) {
            throw new TooComplexException();
        }
        final var frame = new FlowFrame(tree.root(), method, null);
        final List<String> inputs = method.signature().parameters();
        for (int i = 1; i < inputs.size(); i++) {
            frame.put(inputs.get(i), Fact.input(i - 1));
        }
        new CodeFollower(tree.code(), flow).runAll(method.body(), frame, null);
        flow.noteResult(frame.results());
    }

    /** @param obstacle why the statements may run never or twice; {@code null} if they are steps of the frame */
    void runAll(final List<Statement> statements, final FlowFrame frame, final String obstacle)
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
                frame.results().add(m_expressions.use(result.value(), frame, obstacle));
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
            heads.add(m_expressions.use(head, frame, inside));
        }
        heads.forEach(m_flow::noteUsed);
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

    private Fact merged(final FlowFrame frame, final String name, final List<Fact> facts) {
        facts.forEach(m_flow::noteUsed);
        frame.put(name, Fact.computed(facts, facts, facts.get(0).isSize() && facts.get(1).isSize()));
        return frame.variables().get(name);
    }

    private void assign(final Statement.Assignment assignment, final FlowFrame frame, final String obstacle)
        throws ScriptException, EngineException, IOException {
        if (assignment.value() == null) {
            return;
        }
        final List<Expression> targets = assignment.targets();
        if (targets.size() == 1 && targets.get(0) instanceof Expression.Name name) {
            frame.put(name.name(), m_expressions.evaluate(assignment.value(), frame, obstacle));
            return;
        }
        final Fact value = m_expressions.use(assignment.value(), frame, obstacle);
        m_flow.noteUsed(value);
        for (final Expression target : targets) {
            if (target instanceof Expression.Name name) {
                frame.put(name.name(), Fact.computed(List.of(value), List.of(value), value.isSize()));
            } else if (target instanceof Expression.Attribute attribute) {
                m_flow.noteStored(value);
                m_expressions.setAttribute(m_expressions.evaluate(attribute.target(), frame, obstacle),
                    attribute.name(), value);
            } else {
                final Fact changed = m_expressions.evaluate(target.parts().get(0), frame, obstacle);
                m_flow.noteUsed(changed);
                changed.change();
            }
        }
    }
}
