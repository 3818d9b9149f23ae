// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.Statement;

/**
 * Which variables the rest of a method still needs: live-variable analysis, backward over its steps (Aho, Lam, Sethi,
 * Ullman, "Compilers", 2006, section 9.2.5). A statement in a block that may not run counts as reading all its names.
 */
final class Liveness {

    private Liveness() {
    }

    /**
     * @param frame a run of a method
     * @return for each call of a module: the variables, beside the call's result, that the rest of the method needs and
     *         that depend on the input
     */
    static Map<FlowCall, Set<String>> pending(final FlowFrame frame) {
        final Map<FlowCall, Set<String>> pending = new IdentityHashMap<>();
        final List<Statement> steps = frame.steps();
        final Set<String> needed = new HashSet<>();
        int next = frame.calls().size() - 1;
        for (int i = steps.size() - 1; i >= 0; i--) {
            final Statement step = steps.get(i);
            final boolean isKept = isKept(step, needed, frame);
            if (isKept && step instanceof Statement.Assignment) {
                forEachTarget(step, needed::remove);
            }
            while (next >= 0 && frame.calls().get(next).step() >= i) {
                final FlowCall call = frame.calls().get(next--);
                final Set<String> others = new HashSet<>(needed);
                if (isKept) {
                    forEachRead(step, call.call(), others::add);
                }
                others.removeIf(n -> !frame.isFromInput(n));
                frame.budget().take(needed.size() / 8 + others.size());
                pending.put(call, others);
            }
            if (isKept) {
                forEachRead(step, null, needed::add);
            }
        }
        return pending;
    }

    /** Whether a step does something for what is needed after it. */
    static boolean isKept(final Statement step, final Set<String> needed, final FlowFrame frame) {
        if (isEffective(step, frame.effective())) {
            return true;
        }
        final boolean[] defines = {false};
        forEachTarget(step, n -> defines[0] |= needed.contains(n));
        return defines[0];
    }

    /** Whether a step may do more than assign to variables: return, raise, or write into something. */
    static boolean isEffective(final Statement step, final Set<Expression> effective) {
        if (step instanceof Statement.Assignment assignment) {
            if (assignment.value() == null) {
                return false;
            }
            boolean isEffective = assignment.targets().isEmpty() || isEffective(assignment.value(), effective);
            for (final Expression target : assignment.targets()) {
                isEffective |= !(target instanceof Expression.Name);
            }
            return isEffective;
        } else if (step instanceof Statement.Block block) {
            return block.keyword().equals("with") || block.heads().stream().anyMatch(h -> isEffective(h, effective))
                || block.body().stream().anyMatch(s -> isEffective(s, effective))
                || block.otherwise().stream().anyMatch(s -> isEffective(s, effective));
        }
        return step instanceof Statement.Return;
    }

    private static boolean isEffective(final Expression expression, final Set<Expression> effective) {
        boolean isEffective = effective.contains(expression);
        for (final Expression part : expression.parts()) {
            isEffective = isEffective || isEffective(part, effective);
        }
        return isEffective;
    }

    /** Tells the names that a step assigns to, those in its blocks too. */
    static void forEachTarget(final Statement step, final Consumer<String> names) {
        if (step instanceof Statement.Assignment assignment) {
            for (final Expression target : assignment.targets()) {
                name(target, names);
            }
        } else if (step instanceof Statement.Block block) {
            block.targets().forEach(t -> name(t, names));
            block.body().forEach(s -> forEachTarget(s, names));
            block.otherwise().forEach(s -> forEachTarget(s, names));
        }
    }

    private static void name(final Expression target, final Consumer<String> names) {
        if (target instanceof Expression.Name name) {
            names.accept(name.name());
        }
    }

    /** Tells the names that a step reads, but those within one call. */
    static void forEachRead(final Statement step, final Expression without, final Consumer<String> names) {
        if (step instanceof Statement.Assignment assignment) {
            for (final Expression target : assignment.targets()) {
                if (!(target instanceof Expression.Name)) {
                    forEachRead(target, without, names);
                }
            }
            forEachRead(assignment.value(), without, names);
        } else if (step instanceof Statement.Return result) {
            forEachRead(result.value(), without, names);
        } else if (step instanceof Statement.Block block) {
            block.heads().forEach(h -> forEachRead(h, without, names));
            block.body().forEach(s -> forEachRead(s, without, names));
            block.otherwise().forEach(s -> forEachRead(s, without, names));
        }
    }

    static void forEachRead(final Expression expression, final Expression without, final Consumer<String> names) {
        if (expression == null || expression == without) {
            return;
        }
        name(expression, names);
        for (final Expression part : expression.parts()) {
            forEachRead(part, without, names);
        }
    }
}
