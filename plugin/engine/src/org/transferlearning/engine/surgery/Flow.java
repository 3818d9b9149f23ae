// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptException;

/**
 * What happens in a network's code from a method of the root on: which modules run where and in which order, what they
 * read, and what comes out. {@link CodeFollower} finds it out without computing anything.
 */
class Flow {

    private final Map<ModuleNode, List<FlowCall>> m_calls = new LinkedHashMap<>();

    private final Set<ModuleNode> m_touched = new HashSet<>();

    private final Map<ModuleNode, Set<String>> m_methods = new HashMap<>();

    private final Map<ModuleNode, Set<String>> m_reads = new HashMap<>();

    private final Map<ModuleNode, Width> m_widths = new HashMap<>();

    private final Map<ModuleNode, Integer> m_starts = new HashMap<>();

    private final Map<ModuleNode, Integer> m_ends = new HashMap<>();

    private final Map<ModuleNode, Map<String, Integer>> m_firstUses = new HashMap<>();

    private Use m_lastUse;

    private boolean m_keepsInput;

    private boolean m_isProbabilities;

    private int m_time;

    /**
     * A tensor of a module is used in a computation.
     *
     * @param owner the module
     * @param by the call that runs the method that uses it; {@code null} for the first method
     */
    record Use(ModuleNode owner, FlowCall by) {
    }

    /** @param start the name of the root's method with which it starts */
    Flow(final ModuleNode root, final String start) {
        m_methods.put(root, new HashSet<>(Set.of(start)));
    }

    /**
     * @param tree a network's modules
     * @return what runs where in the root's {@code forward}
     * @throws ScriptException if the code cannot be understood
     */
    static Flow of(final ModuleTree tree) throws ScriptException, EngineException, IOException {
        return of(tree, "forward");
    }

    /**
     * @param tree a network's modules
     * @param start name of the root's method to start from
     * @return what runs where
     * @throws ScriptException if the code cannot be understood
     */
    static Flow of(final ModuleTree tree, final String start) throws ScriptException, EngineException, IOException {
        final var flow = new Flow(tree.root(), start);
        CodeFollower.follow(tree, start, flow);
        return flow;
    }

    /** @return whether the network stores something that depends on the input in an attribute */
    boolean keepsInput() {
        return m_keepsInput;
    }

    /** @return whether the result comes out of a softmax */
    boolean isProbabilities() {
        return m_isProbabilities;
    }

    /** @return the calls of all modules that are called, in the order in which their first calls end */
    Map<ModuleNode, List<FlowCall>> calls() {
        return m_calls;
    }

    /** @return the modules that the code mentions */
    Set<ModuleNode> touched() {
        return m_touched;
    }

    /** @return for each module the names of its attributes that the code reads, but other modules and constants */
    Map<ModuleNode, Set<String>> reads() {
        return m_reads;
    }

    /** @return the last use of a tensor; {@code null} if there is none */
    Use lastUse() {
        return m_lastUse;
    }

    /** @return how many features the result of a module's last call has; {@code null} if that is not known */
    Width width(final ModuleNode module) {
        return m_widths.get(module);
    }

    /** @return whether a module is called before the last call of another one ends */
    boolean startsBefore(final ModuleNode module, final ModuleNode other) {
        return m_starts.containsKey(module) && m_starts.get(module) <= m_ends.get(other);
    }

    /** @return whether a tensor is used before the last call of a module ends */
    boolean isUsedBefore(final ModuleNode owner, final String tensor, final ModuleNode module) {
        final Integer first = m_firstUses.getOrDefault(owner, Map.of()).get(tensor);
        return first != null && first <= m_ends.get(module);
    }

    /** @return names of the methods of a module that run */
    Set<String> methods(final ModuleNode module) {
        return m_methods.getOrDefault(module, Set.of());
    }

    /** Something is computed from a value, or it goes where nobody follows it; of interest to {@link FlowUses}. */
    void noteUsed(final Fact value) {
        // most do not ask
    }

    /** A function runs; of interest to {@link FlowUses}. */
    void noteComputation(final FlowFrame frame, final Expression.Call call, final boolean isStep,
        final String function, final List<Fact> operands, final Fact result) {
        // most do not ask
    }

    /** A module runs a method whose code is not there; of interest to {@link FlowUses}. */
    void noteUnknown() {
        // most do not ask
    }

    void noteModule(final ModuleNode module) {
        m_touched.add(module);
    }

    void noteRead(final ModuleNode module, final String attribute) {
        m_reads.computeIfAbsent(module, n -> new HashSet<>()).add(attribute);
    }

    /** A variable for a tensor is no use of it: traced code collects them early. */
    void noteUse(final Fact value, final FlowFrame frame) {
        if (value.owner() != null) {
            m_lastUse = new Use(value.owner(), frame.by());
            m_time++;
            m_firstUses.computeIfAbsent(value.owner(), n -> new HashMap<>()).putIfAbsent(value.tensor(), m_time);
        }
    }

    void noteStored(final Fact value) {
        m_keepsInput |= value.isFromInput();
    }

    void noteBegin(final FlowCall call) {
        m_time++;
        m_starts.putIfAbsent(call.callee(), m_time);
        m_methods.computeIfAbsent(call.callee(), n -> new HashSet<>()).add(call.calleeMethod());
    }

    void noteEnd(final FlowCall call, final Width width) {
        m_widths.put(call.callee(), width);
        m_ends.put(call.callee(), m_time);
        m_calls.computeIfAbsent(call.callee(), n -> new ArrayList<>(1)).add(call);
    }

    void noteResult(final List<Fact> results) {
        results.forEach(this::noteUsed);
        m_isProbabilities = !results.isEmpty() && results.get(results.size() - 1).isProbabilities();
    }
}
