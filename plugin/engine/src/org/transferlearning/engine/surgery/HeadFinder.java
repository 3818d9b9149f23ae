// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.List;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.archive.ElementType;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.script.ScriptException;

/**
 * Finds a network's head: the one that this project has put there, else its last linear layer, and whether the network
 * can be cut before it.
 */
public final class HeadFinder {

    private static final String OWN = "__torch__.transferlearning.";

    private final ModuleNode m_head;

    private final ModuleNode m_first;

    private final ModuleNode m_last;

    private final FlowCall m_call;

    private final boolean m_isOwn;

    private HeadFinder(final ModuleNode head, final ModuleNode first, final ModuleNode last, final FlowCall call,
        final boolean isOwn) {
        m_head = head;
        m_first = first;
        m_last = last;
        m_call = call;
        m_isOwn = isOwn;
    }

    /**
     * @param tree the network's modules
     * @return what was found; nothing in code that cannot be followed, which can still be run
     */
    static HeadFinder find(final ModuleTree tree) throws EngineException, IOException {
        try {
            return find(tree, Flow.of(tree));
        } catch (ScriptException | TooComplexException e) {
            return find(tree, null);
        }
    }

    /**
     * @param tree the network's modules
     * @param flow what runs where; {@code null} if that is not known
     * @return what was found
     */
    static HeadFinder find(final ModuleTree tree, final Flow flow) {
        final Flow.Use last = flow == null ? null : flow.lastUse();
        if (last == null || !isLinear(last.owner())) {
            return new HeadFinder(null, null, null, null, false);
        }
        final ModuleNode own = own(tree.root());
        if (own != null && isBelow(last.owner(), own)) {
            final List<FlowCall> calls = flow.calls().getOrDefault(own, List.of());
            final ModuleNode first = own.children().getOrDefault("0", own);
            if (calls.size() == 1 && calls.get(0).obstacle() == null && calls.get(0).caller().by() == null
                && isLinear(first)) {
                return new HeadFinder(own, first, last.owner(), calls.get(0), true);
            }
        }
        return new HeadFinder(last.owner(), last.owner(), last.owner(), replaceable(last, flow), false);
    }

    /** The root's module that was put there as its head, or {@code null}. */
    private static ModuleNode own(final ModuleNode root) {
        final ModuleNode head = root.children().get(Head.NEW_LAYER);
        return head != null && isOwn(head) && root.type().methods().containsKey(HeadSurgery.FEATURES_METHOD) ? head
            : null;
    }

    /** Whether a module's class is one that this project has written; PyTorch may have saved it again. */
    static boolean isOwn(final ModuleNode node) {
        return node.typeName().startsWith(OWN);
    }

    private static boolean isBelow(final ModuleNode node, final ModuleNode top) {
        ModuleNode above = node;
        while (above != null && above != top) {
            above = above.parent();
        }
        return above == top;
    }

    private static boolean isLinear(final ModuleNode node) {
        final TensorInfo weight = node.tensors().get("weight");
        return node.kind().endsWith("Linear") && weight != null && weight.shape().size() == 2
            && weight.storage().type().isFloat();
    }

    /** The layer's call, if it and the methods on the way run once, always, and the layer gets one argument. */
    private static FlowCall replaceable(final Flow.Use use, final Flow flow) {
        final FlowCall call = use.by();
        if (call == null || call.callee() != use.owner() || !call.calleeMethod().equals("forward")
            || call.call().arguments().size() != 1 || flow.calls().get(use.owner()).size() != 1) {
            return null;
        }
        return call.way().stream().allMatch(c -> c.obstacle() == null && isOnlyOne(c, flow)) ? call : null;
    }

    private static boolean isOnlyOne(final FlowCall call, final Flow flow) {
        return flow.calls().get(call.callee()).stream()
            .filter(c -> c.calleeMethod().equals(call.calleeMethod())).count() == 1;
    }

    /** @return the head's layer, or the container with its layers; {@code null} if it does not end in a linear layer */
    public ModuleNode module() {
        return m_head;
    }

    /**
     * @param node a module
     * @return whether it is the head that this project has put there, or a part of it
     */
    public boolean isInOwn(final ModuleNode node) {
        return m_isOwn && isBelow(node, m_head);
    }

    /** @return whether this project has put it there */
    boolean isOwn() {
        return m_isOwn;
    }

    /** @return the call of the head; {@code null} if the network cannot be cut before it */
    FlowCall call() {
        return m_call;
    }

    /** @return whether the network can be cut before it */
    public boolean isReplaceable() {
        return m_call != null;
    }

    /** @return number of features that go into the head */
    public int features() {
        return m_first.tensors().get("weight").shape().get(1).intValue();
    }

    /** @return the type of the head's weights */
    ElementType type() {
        return m_first.tensors().get("weight").storage().type();
    }

    /** @return number of outputs of the head */
    public int outputs() {
        return m_last.tensors().get("weight").shape().get(0).intValue();
    }
}
