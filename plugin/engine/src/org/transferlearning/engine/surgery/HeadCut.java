// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptException;

/**
 * Cuts a network before its last linear layer. On the way from the root to the layer, each method is reduced to the
 * part that computes the layer's input: the root's under a new name, the others under their own. The layer leaves the
 * module tree.
 */
final class HeadCut {

    private HeadCut() {
    }

    /**
     * @param tree a network's modules
     * @param found its head, which can be replaced
     * @param head the name of the root's module that is to take the features
     * @throws EngineException if something else needs the layer
     */
    static void cut(final ModuleTree tree, final HeadFinder found, final String head)
        throws EngineException, IOException, ScriptException {
        final List<FlowCall> way = found.call().way();
        final FlowCall last = found.call();
        final Expression input = last.call().arguments().get(0);
        requireNotRead(tree, found.module(), last, input);
        requireFree(tree.root(), tree);
        final List<String> texts = new ArrayList<>();
        for (final FlowCall call : way) {
            final var method = new SplitMethod(call);
            texts.add(call == last ? method.argument(name(call))
                : method.prefix(name(call), call.calleeMethod(), SplitMethod.VALUE));
        }
        final String forward = new SplitMethod(way.get(0)).forward(head, HeadSurgery.FEATURES_METHOD);
        final var editor = new ModuleEditor(tree.code(), tree);
        editor.setMethod(tree.root(), "forward", forward);
        for (int i = 0; i < way.size(); i++) {
            editor.setMethod(way.get(i).caller().module(), name(way.get(i)), texts.get(i));
        }
        editor.remove(found.module());
    }

    private static String name(final FlowCall call) {
        return call.caller().by() == null ? HeadSurgery.FEATURES_METHOD : call.caller().method().name();
    }

    private static void requireNotRead(final ModuleTree tree, final ModuleNode layer, final FlowCall call,
        final Expression input) throws EngineException {
        final boolean isRead = !SelfReads.of(layer.name(), input).isEmpty() || new SplitMethod(call).before(input)
            .stream().anyMatch(s -> !SelfReads.of(layer.name(), s).isEmpty());
        if (isRead && call.caller().module() == layer.parent()) {
            throw cannotCut(tree, layer);
        }
    }

    static EngineException cannotCut(final ModuleTree tree, final ModuleNode layer) {
        return new EngineException("The network in \"" + tree.archive().file().getFileName()
            + "\" cannot be cut before " + (layer == null ? "its last layer" : "\"" + layer.path() + "\"") + ".",
            "Trace the network (torch.jit.trace), or choose another network.");
    }

    /** Requires that a new method of the root is not in the way of an old one. */
    static void requireFree(final ModuleNode root, final ModuleTree tree) throws EngineException {
        if (root.type().methods().containsKey(HeadSurgery.FEATURES_METHOD)) {
            throw new EngineException("The network in \"" + tree.archive().file().getFileName() + "\" has a method \""
                + HeadSurgery.FEATURES_METHOD + "\" of its own.", "Rename the method in the network's Python code.");
        }
    }
}
