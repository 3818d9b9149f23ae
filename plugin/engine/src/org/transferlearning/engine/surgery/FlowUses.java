// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptException;

/**
 * What a network's code computes from what: the functions that it runs, and how often each value is used. To give a
 * value a name, to hand it to a module's method and to return it from there is no use of it, and neither is to ask for
 * its shape.
 */
final class FlowUses extends Flow {

    private final List<FlowComputation> m_computations = new ArrayList<>();

    private final Map<Fact, Integer> m_uses = new IdentityHashMap<>();

    /** Those of the modules, however often their attributes are read. */
    private final Map<TensorInfo, Integer> m_tensorUses = new HashMap<>();

    private boolean m_isComplete = true;

    private FlowUses(final ModuleNode root, final String start) {
        super(root, start);
    }

    /**
     * @param tree a network's modules
     * @param start name of the root's method to start from
     * @return what is computed there
     * @throws ScriptException if the code cannot be understood
     */
    static FlowUses of(final ModuleTree tree, final String start)
        throws ScriptException, EngineException, IOException {
        final var uses = new FlowUses(tree.root(), start);
        CodeFollower.follow(tree, start, uses);
        return uses;
    }

    /** @return the functions that run, in their order */
    List<FlowComputation> computations() {
        return m_computations;
    }

    /** @return whether all uses are known: nothing is stored in attributes, no module goes where nobody follows */
    boolean isComplete() {
        return m_isComplete;
    }

    /** @return how often a value is used that is no tensor of a module */
    int count(final Fact value) {
        return m_uses.getOrDefault(value, 0);
    }

    /** @return how often a module's tensor is used */
    int count(final TensorInfo tensor) {
        return m_tensorUses.getOrDefault(tensor, 0);
    }

    @Override
    void noteComputation(final FlowFrame frame, final Expression.Call call, final boolean isStep,
        final String function, final List<Fact> operands, final Fact result) {
        if (operands.contains(result)) {
            return; // the same value, seen as another type
        }
        m_computations.add(new FlowComputation(frame, call, isStep, function, operands, result));
        if (!SideEffects.isSize(function)) {
            operands.forEach(this::noteUsed);
        }
    }

    @Override
    void noteUsed(final Fact value) {
        if (value.module() != null) {
            m_isComplete = false;
        } else if (value.owner() != null) {
            m_tensorUses.merge(value.owner().tensors().get(value.tensor()), 1, Integer::sum);
        } else {
            m_uses.merge(value, 1, Integer::sum);
        }
    }

    @Override
    void noteStored(final Fact value) {
        super.noteStored(value);
        m_isComplete = false;
    }

    @Override
    void noteUnknown() {
        m_isComplete = false;
    }
}
