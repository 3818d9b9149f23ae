// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Pooling;
import org.transferlearning.engine.archive.ElementType;
import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.script.ScriptException;

/**
 * Cuts a network after a cut point, level by level of the calls from the root to it: each module on the way gets a
 * method that computes the tensor at the cut, or one that goes on from there.
 */
final class CutSurgery {

    private final ModuleTree m_tree;

    private final List<FlowCall> m_way;

    /**
     * @param tree a network's modules
     * @param analysis what was found in it
     * @param path path of the module after which to cut
     * @throws EngineException if the network cannot be cut there
     */
    CutSurgery(final ModuleTree tree, final CutAnalysis analysis, final String path) throws EngineException {
        m_tree = tree;
        final ModuleNode node =
            analysis.sound().stream().filter(n -> n.path().equals(path)).findFirst().orElse(null);
        if (node == null) {
            final String why = analysis.obstacles().entrySet().stream().filter(e -> e.getKey().path().equals(path))
                .map(Map.Entry::getValue).findFirst().orElse("is not a part of it");
            throw new EngineException("The network in \"" + tree.archive().file().getFileName()
                + "\" cannot be cut after \"" + path + "\": it " + why + ".", "Choose one of the cut points.");
        }
        m_way = new ArrayList<>(analysis.way(node));
    }

    /**
     * @param tree a network's modules
     * @param way the calls from the root to the one after which to cut
     */
    CutSurgery(final ModuleTree tree, final List<FlowCall> way) {
        m_tree = tree;
        m_way = new ArrayList<>(way);
    }

    /** @return the type of the tensor at the cut: that of the network's parameters */
    ElementType type() {
        return m_tree.modules().stream().flatMap(n -> n.tensors().values().stream())
            .map(TensorInfo::storage).map(TensorInfo.Storage::type).filter(ElementType::isFloat).findFirst()
            .orElse(ElementType.FLOAT);
    }

    /** Adds methods to the root: from the input to the tensor at the cut, and from there to the output. */
    void split(final ModuleEditor editor, final String prefix, final String suffix)
        throws EngineException, IOException, ScriptException {
        addPrefix(editor, prefix);
        List<String> passed = List.of();
        for (int i = m_way.size() - 1; i >= 0; i--) {
            final SplitMethod.Suffix method = new SplitMethod(m_way.get(i)).suffix(name(i, suffix),
                isLast(i) ? null : inner(i, suffix), passed);
            passed = method.arguments();
            editor.setMethod(m_way.get(i).caller().module(), name(i, suffix), method.text());
        }
        if (!passed.isEmpty()) {
            throw new ScriptException("input " + passed.get(0) + " behind the cut", m_way.get(0).call().start());
        }
    }

    /** Adds a method to the root that computes the tensor at the cut. */
    void addPrefix(final ModuleEditor editor, final String prefix)
        throws EngineException, IOException, ScriptException {
        for (int i = 0; i < m_way.size(); i++) {
            editor.setMethod(m_way.get(i).caller().module(), name(i, prefix),
                new SplitMethod(m_way.get(i)).prefix(name(i, prefix), inner(i, prefix), SplitMethod.VALUE));
        }
    }

    private boolean isLast(final int level) {
        return level == m_way.size() - 1;
    }

    /** The name of a part of a method on the way. */
    private String name(final int level, final String part) {
        return level == 0 ? part : m_way.get(level).caller().method().name() + "_" + part;
    }

    /** The name of the method that a part of a method calls on the next level. */
    private String inner(final int level, final String part) {
        return isLast(level) ? m_way.get(level).calleeMethod() : name(level + 1, part);
    }

    /** Makes the network end in the pooled tensor at the cut and a head that is still to come. */
    void keepPrefix(final Pooling pooling, final String features, final String head)
        throws EngineException, IOException, ScriptException {
        final FlowCall first = m_way.get(0);
        final ModuleNode root = m_tree.root();
        final String forward = new SplitMethod(first).forward(head, features);
        if (first.callee() == root && first.calleeMethod().equals(features)) {
            // an earlier cut has put everything there
            m_way.remove(0);
        } else {
            HeadCut.requireFree(root, m_tree);
        }
        final List<String> texts = new ArrayList<>();
        for (int i = 0; i < m_way.size(); i++) {
            texts.add(new SplitMethod(m_way.get(i)).prefix(name(i, features), inner(i, features),
                i == 0 ? pooling.expression(SplitMethod.VALUE) : SplitMethod.VALUE));
        }
        final var editor = new ModuleEditor(m_tree.code(), m_tree);
        for (int i = 0; i < m_way.size(); i++) {
            editor.setMethod(m_way.get(i).caller().module(), name(i, features), texts.get(i));
        }
        editor.setMethod(root, "forward", forward);
    }

    /** @return the modules whose methods are cut */
    Set<Pickled.Instance> cutModules() {
        final Set<Pickled.Instance> modules = Collections.newSetFromMap(new IdentityHashMap<>());
        m_way.forEach(c -> modules.add(c.caller().module().instance()));
        return modules;
    }

    /** Removes the modules behind the cut, and from those that were cut, the methods and tensors of no use any more. */
    static void prune(final ModuleTree tree, final Set<Pickled.Instance> cut)
        throws EngineException, IOException, ScriptException {
        final Flow flow = Flow.of(tree);
        final var editor = new ModuleEditor(tree.code(), tree);
        final Set<ModuleNode> unused = new HashSet<>();
        collectUnused(tree.root(), cut, flow, unused);
        for (final ModuleNode node : tree.modules()) {
            if (cut.contains(node.instance())) {
                for (final String method : Set.copyOf(node.type().methods().keySet())) {
                    if (!flow.methods(node).contains(method)) {
                        editor.setMethod(node, method, "");
                    }
                }
                for (final String tensor : node.tensors().keySet()) {
                    if (!flow.reads().getOrDefault(node, Set.of()).contains(tensor)) {
                        editor.removeTensor(node, tensor);
                    }
                }
            }
        }
        for (final ModuleNode node : tree.modules()) {
            if (unused.contains(node)) {
                editor.remove(node);
            }
        }
    }

    private static void collectUnused(final ModuleNode node, final Set<Pickled.Instance> cut, final Flow flow,
        final Set<ModuleNode> unused) {
        for (final ModuleNode child : node.children().values()) {
            if (child.parent() != node) {
                continue;
            }
            if (!flow.touched().contains(child)) {
                unused.add(child);
            } else if (cut.contains(child.instance()) || flow.methods(child).isEmpty()) {
                collectUnused(child, cut, flow, unused);
            }
        }
    }
}
