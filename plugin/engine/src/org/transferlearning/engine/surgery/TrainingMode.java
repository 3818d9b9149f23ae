// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.script.ScriptException;
import org.transferlearning.engine.script.ScriptMethod;

/**
 * Gives the modules that one of the root's methods runs a second method each for training, beside the one for
 * evaluation: where dropout is active, where a batch norm updates its running statistics, and on all the way there.
 * Everything else that asks for the mode stays as it is in evaluation.
 */
final class TrainingMode {

    private static final String SUFFIX = "_training";

    private final ModuleTree m_tree;

    private final Flow m_flow;

    private final Set<String> m_updating;

    /** Which methods run which, by what calls them. */
    private final Map<ModuleMethod, List<FlowCall>> m_calls = new LinkedHashMap<>();

    private final Map<ModuleMethod, TextEdits> m_edits = new HashMap<>();

    private final Map<ModuleMethod, Boolean> m_isChanged = new HashMap<>();

    /**
     * @param tree a network's modules
     * @param flow what its method runs
     * @param updating paths of the batch norms whose running statistics follow the training data
     */
    TrainingMode(final ModuleTree tree, final Flow flow, final Set<String> updating) {
        m_tree = tree;
        m_flow = flow;
        m_updating = updating;
        for (final List<FlowCall> calls : flow.calls().values()) {
            for (final FlowCall call : calls) {
                m_calls.computeIfAbsent(new ModuleMethod(call.callee(), call.calleeMethod()), r -> new ArrayList<>());
                m_calls.computeIfAbsent(new ModuleMethod(call.caller().module(), call.caller().method().name()),
                    r -> new ArrayList<>()).add(call);
            }
        }
    }

    /**
     * Adds the methods.
     *
     * @param start the root's method for evaluation; that for training has {@code _training} behind its name
     */
    void addTo(final String start) throws EngineException, IOException, ScriptException {
        final var first = new ModuleMethod(m_tree.root(), start);
        m_calls.computeIfAbsent(first, r -> new ArrayList<>());
        for (final ModuleMethod run : m_calls.keySet()) {
            m_edits.put(run, run.script() == null ? new TextEdits()
                : ModeEdits.of(m_tree.code(), run.module(), run.script(), isUpdating(run.module())));
        }
        final var variants = new ModuleVariants(m_tree);
        for (final ModuleMethod run : m_calls.keySet()) {
            if (run.equals(first) || isChanged(run)) {
                variants.setMethod(run.module(), newName(run), text(run));
            }
        }
        variants.apply();
    }

    /** @return the paths of batch norms that run, but whose statistics stay, because their code does not ask */
    List<String> notUpdating() {
        return m_flow.touched().stream().filter(this::isUpdating).filter(m -> !hasEdits(m)).map(ModuleNode::path)
            .sorted().toList();
    }

    /** @return the paths of modules for dropout that run, but do nothing, because tracing has left them out */
    List<String> notDropping() {
        return m_flow.touched().stream().filter(m -> ModeEdits.isDropping(m) && m.tensors().isEmpty()
            && m.children().isEmpty() && !hasEdits(m)).map(ModuleNode::path).sorted().toList();
    }

    private boolean hasEdits(final ModuleNode module) {
        return m_edits.entrySet().stream().anyMatch(e -> e.getKey().module() == module && !e.getValue().isEmpty());
    }

    private boolean isUpdating(final ModuleNode module) {
        return m_updating.contains(module.path());
    }

    private boolean isChanged(final ModuleMethod run) {
        Boolean known = m_isChanged.get(run);
        if (known == null) {
            known = !m_edits.get(run).isEmpty();
            for (final FlowCall call : m_calls.get(run)) {
                known |= isChanged(new ModuleMethod(call.callee(), call.calleeMethod()));
            }
            m_isChanged.put(run, known);
        }
        return known;
    }

    private static String newName(final ModuleMethod run) {
        String name = run.method() + SUFFIX;
        while (run.module().type().methods().containsKey(name)) {
            name += "_";
        }
        return name;
    }

    private String text(final ModuleMethod run) throws ScriptException {
        final ScriptMethod method = run.script();
        final TextEdits edits = m_edits.get(run);
        final String text = run.module().type().file().text();
        final int name = text.indexOf("def ", method.start()) + "def ".length();
        edits.replace(name, name + run.method().length(), newName(run));
        for (final FlowCall call : m_calls.get(run)) {
            final var callee = new ModuleMethod(call.callee(), call.calleeMethod());
            if (isChanged(callee)) {
                final int end = call.call().function().end();
                edits.replace(end - callee.method().length(), end, newName(callee));
            }
        }
        return edits.apply(text, method.start(), method.end());
    }
}
