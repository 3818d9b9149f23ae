// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptException;
import org.transferlearning.engine.script.ScriptMethod;

/**
 * Finds the modules after which a network can be cut: those whose result is all that the rest of the network needs
 * beside its own parameters. A module is one exactly when it is called once, always, and on each level of the calls
 * from the root to it, no other value that depends on the input is used from the call on.
 */
public final class CutAnalysis {

    /** Modules that return several tensors in PyTorch, even where tracing has left one of them. */
    private static final Set<String> SEVERAL = Set.of("LSTM", "GRU", "RNN", "MultiheadAttention", "LSTMCell");

    private final List<ModuleNode> m_sound = new ArrayList<>();

    private final Map<ModuleNode, String> m_obstacles = new LinkedHashMap<>();

    private final Map<ModuleNode, FlowCall> m_calls = new LinkedHashMap<>();

    private final ModuleTree m_tree;

    private Flow m_flow;

    private CutAnalysis(final ModuleTree tree) {
        m_tree = tree;
    }

    /**
     * @param tree a network's modules
     * @return what was found; nothing is a cut point where the code cannot be followed
     * @throws EngineException if the code is too long
     * @throws IOException if the archive cannot be read
     */
    public static CutAnalysis of(final ModuleTree tree) throws EngineException, IOException {
        final var analysis = new CutAnalysis(tree);
        String problem = "is not called as a module";
        try {
            analysis.m_flow = Flow.of(tree);
            Map<ModuleNode, List<FlowCall>> calls = analysis.m_flow.calls();
            if (analysis.m_flow.keepsInput()) {
                problem = "is in a network that stores values from one module for another";
                calls = Map.of();
            }
            for (final Map.Entry<ModuleNode, List<FlowCall>> entry : calls.entrySet()) {
                analysis.judge(entry.getKey(), entry.getValue());
            }
        } catch (ScriptException | TooComplexException e) {
            problem = "is in code that is too unusual to follow";
            analysis.m_sound.clear();
            analysis.m_calls.clear();
            analysis.m_obstacles.clear();
        }
        for (final ModuleNode node : tree.modules()) {
            if (node.parent() != null && !analysis.m_calls.containsKey(node)) {
                analysis.m_obstacles.putIfAbsent(node, problem);
            }
        }
        return analysis;
    }

    /** @return the modules after which the network can be cut, in the order in which they are done */
    public List<ModuleNode> sound() {
        return m_sound;
    }

    /** @return for every other module but the root, why not: the rest of a sentence that begins with its path */
    public Map<ModuleNode, String> obstacles() {
        return m_obstacles;
    }

    /** @return the network's head */
    public HeadFinder head() {
        return HeadFinder.find(m_tree, m_flow);
    }

    /** @return whether the network's result comes out of a softmax */
    public boolean isProbabilities() {
        return m_flow != null && m_flow.isProbabilities();
    }

    /**
     * @param sound a sound module
     * @return full names of the tensors that are only used behind it, and belong to modules that are cut
     */
    public List<String> unused(final ModuleNode sound) {
        final var unused = new ArrayList<String>();
        for (final ModuleNode module : cut(sound)) {
            for (final String tensor : module.tensors().keySet()) {
                if (!m_flow.isUsedBefore(module, tensor, sound)) {
                    unused.add(module.path().isEmpty() ? tensor : module.path() + "." + tensor);
                }
            }
        }
        return unused;
    }

    /**
     * @param method name of a method of the root
     * @return the only call of it, made by the root's {@code forward} where nothing else is needed any more;
     *         {@code null} if there is none
     */
    FlowCall rootCall(final String method) {
        final List<FlowCall> calls = m_flow == null || m_flow.keepsInput() ? List.of()
            : m_flow.calls().getOrDefault(m_tree.root(), List.of()).stream()
                .filter(c -> c.calleeMethod().equals(method)).toList();
        return calls.size() == 1 && calls.get(0).caller().by() == null && calls.get(0).obstacle() == null
            && calls.get(0).pending().isEmpty() ? calls.get(0) : null;
    }

    /** @return the calls from the root to a sound module */
    List<FlowCall> way(final ModuleNode sound) {
        return m_calls.get(sound).way();
    }

    /**
     * @param sound a sound module
     * @return how many features its result has; {@code null} if the parameters do not tell
     */
    public Width width(final ModuleNode sound) {
        return m_flow.width(sound);
    }

    /**
     * @param sound a sound module
     * @return the modules that the archive keeps when the network is cut there
     */
    public Set<ModuleNode> kept(final ModuleNode sound) {
        final var kept = new HashSet<ModuleNode>();
        keep(m_tree.root(), sound, cut(sound), kept);
        return kept;
    }

    /** The modules with the calls on the way to a sound module, from the root on. */
    private Set<ModuleNode> cut(final ModuleNode sound) {
        final var cut = new LinkedHashSet<ModuleNode>();
        for (final FlowCall call : way(sound)) {
            cut.add(call.caller().module());
        }
        return cut;
    }

    private void keep(final ModuleNode node, final ModuleNode sound, final Set<ModuleNode> cut,
        final Set<ModuleNode> kept) {
        kept.add(node);
        for (final ModuleNode child : node.children().values()) {
            final boolean isCalled = m_flow.calls().containsKey(child);
            final boolean isWhole = kept.contains(node) && !cut.contains(node) && m_flow.calls().containsKey(node);
            if (isWhole || (isCalled ? m_flow.startsBefore(child, sound) : m_flow.touched().contains(child))) {
                keep(child, sound, cut, kept);
            }
        }
    }

    private void judge(final ModuleNode node, final List<FlowCall> all) throws ScriptException {
        final var calls = new ArrayList<FlowCall>();
        for (final FlowCall call : all) {
            if (call.isForward()) {
                calls.add(call);
            }
        }
        if (calls.isEmpty()) {
            return;
        }
        String obstacle = null;
        if (calls.size() > 1) {
            final boolean isInLoop = calls.get(0).call() == calls.get(1).call() && calls.get(0).obstacle() != null
                && calls.get(0).caller() == calls.get(1).caller();
            obstacle = isInLoop ? calls.get(0).obstacle() : "is called more than once";
        } else if (SEVERAL.contains(node.kind()) || !returnsTensor(calls.get(0))) {
            obstacle = "returns more than one value";
        }
        if (obstacle == null) {
            obstacle = onTheWay(calls.get(0));
        }
        if (obstacle == null) {
            m_sound.add(node);
            m_calls.put(node, calls.get(0));
        } else {
            m_obstacles.put(node, obstacle);
        }
    }

    private static boolean returnsTensor(final FlowCall call) throws ScriptException {
        final ScriptMethod method = call.callee().type().methods().get(call.calleeMethod());
        return method != null && method.signature().result() instanceof Expression.Name type
            && type.name().equals("Tensor");
    }

    private static String onTheWay(final FlowCall target) throws ScriptException {
        final List<FlowCall> way = target.way();
        for (final FlowCall call : way) {
            if (call.obstacle() != null) {
                return call.obstacle();
            }
            final Set<String> pending = call.pending();
            if (!pending.isEmpty()) {
                return reason(call.caller(), pending, way.get(0).caller().method().signature().parameters());
            }
        }
        return null;
    }

    private static String reason(final FlowFrame frame, final Set<String> pending, final List<String> inputs) {
        boolean areSizes = true;
        long needed = 0;
        for (final String name : pending) {
            final boolean isSize = frame.isSize(name);
            areSizes &= isSize;
            needed |= isSize ? 0 : frame.inputs(name);
        }
        if (areSizes) {
            return "is followed by something that needs the size of an earlier tensor";
        }
        if ((needed & 1) == 0) {
            return "is followed by something that needs the input \""
                + inputs.get(Math.min(Long.numberOfTrailingZeros(needed) + 1, inputs.size() - 1)) + "\" too";
        }
        final String path = frame.module().path();
        return "is inside a skip connection or one of several branches of "
            + (path.isEmpty() ? "the network" : "\"" + path + "\"");
    }
}
