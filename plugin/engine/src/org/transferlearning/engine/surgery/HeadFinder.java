// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.List;

import org.transferlearning.engine.archive.ElementType;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.script.ScriptException;

/**
 * Finds a network's last linear layer and whether the network can be cut before it.
 *
 * @param linear the layer; {@code null} if the last layer with parameters is of another kind
 * @param calls the calls from the root's {@code forward} to the layer's, empty if the network cannot be cut there
 * @param isProbabilities whether the network's result comes out of a softmax
 */
public record HeadFinder(ModuleNode linear, List<CallSite> calls, boolean isProbabilities) {

    /**
     * @param tree the network's modules
     * @return what was found
     */
    public static HeadFinder find(final ModuleTree tree) {
        final Execution execution;
        try {
            execution = Execution.of(tree.root());
        } catch (ScriptException | TooComplexException e) {
            // code that cannot be followed can still be run: the network just has no cut point
            return new HeadFinder(null, List.of(), false);
        }
        final List<Execution.Use> uses = execution.uses();
        final Execution.Use last = uses.isEmpty() ? null : uses.get(uses.size() - 1);
        if (last == null || !isLinear(last.owner())) {
            return new HeadFinder(null, List.of(), execution.isProbabilities());
        }
        final boolean canCut = canCut(last, execution);
        return new HeadFinder(last.owner(), canCut ? last.calls() : List.of(), execution.isProbabilities());
    }

    private static boolean isLinear(final ModuleNode node) {
        final TensorInfo weight = node.tensors().get("weight");
        return node.kind().endsWith("Linear") && weight != null && weight.shape().size() == 2
            && weight.storage().type().isFloat();
    }

    /** Whether each method on the way is called once, always, and gives the layer one argument. */
    private static boolean canCut(final Execution.Use use, final Execution execution) {
        if (use.calls().isEmpty()) {
            return false;
        }
        final CallSite last = use.calls().get(use.calls().size() - 1);
        final boolean isForward = last.callee() == use.owner() && last.calleeMethod().equals("forward")
            && last.call().arguments().size() == 1;
        return isForward && use.calls().stream()
            .allMatch(c -> !c.isConditional() && execution.callCount(c.callee(), c.calleeMethod()) == 1);
    }

    /** @return number of features that go into the layer */
    public int features() {
        return linear.tensors().get("weight").shape().get(1).intValue();
    }

    /** @return the type of the layer's weights */
    public ElementType type() {
        return linear.tensors().get("weight").storage().type();
    }

    /** @return number of outputs of the layer */
    public int outputs() {
        return linear.tensors().get("weight").shape().get(0).intValue();
    }
}
