// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.archive.Pickled;

/**
 * Changes of many modules at once. Modules that share a class and change in the same way keep sharing it: only where
 * they differ, most of them get classes of their own.
 */
final class ModuleVariants {

    private static final Change NONE = new Change(Map.of(), Set.of());

    private final ModuleTree m_tree;

    private final Map<ModuleNode, Map<String, String>> m_methods = new LinkedHashMap<>();

    private final Map<ModuleNode, Map<String, Pickled.Call>> m_tensors = new LinkedHashMap<>();

    /** What is new in a module's class. */
    private record Change(Map<String, String> methods, Set<String> tensors) {
    }

    /** @param tree a network's modules */
    ModuleVariants(final ModuleTree tree) {
        m_tree = tree;
    }

    /** Replaces or adds a method, written for the class that the module has now. */
    void setMethod(final ModuleNode module, final String name, final String text) {
        m_methods.computeIfAbsent(module, m -> new TreeMap<>()).put(name, text);
    }

    /** Adds an attribute that holds a tensor. */
    void addTensor(final ModuleNode module, final String name, final Pickled.Call tensor) {
        m_tensors.computeIfAbsent(module, m -> new TreeMap<>()).put(name, tensor);
    }

    /** Whether a module has no attribute of a name, and gets none. */
    boolean isFree(final ModuleNode module, final String attribute) {
        return !module.type().attributes().containsKey(attribute)
            && !m_tensors.getOrDefault(module, Map.of()).containsKey(attribute);
    }

    private Change change(final ModuleNode module) {
        return m_methods.containsKey(module) || m_tensors.containsKey(module)
            ? new Change(m_methods.getOrDefault(module, Map.of()), m_tensors.getOrDefault(module, Map.of()).keySet())
            : NONE;
    }

    /** Makes the changes. */
    void apply() throws EngineException, IOException {
        final Map<String, Map<Change, List<ModuleNode>>> variants = new LinkedHashMap<>();
        final Map<ModuleNode, String> before = new HashMap<>();
        for (final ModuleNode module : m_tree.modules()) {
            before.put(module, module.typeName());
            variants.computeIfAbsent(module.typeName(), t -> new LinkedHashMap<>())
                .computeIfAbsent(change(module), c -> new ArrayList<>()).add(module);
        }
        final var editor = new ModuleEditor(m_tree.code(), m_tree);
        for (final var ofType : variants.values()) {
            final List<ModuleNode> most =
                ofType.values().stream().max(Comparator.comparingInt(List::size)).orElseThrow();
            for (final List<ModuleNode> modules : ofType.values()) {
                for (final ModuleNode module : modules == most ? List.<ModuleNode>of() : modules) {
                    editor.ownType(module);
                }
            }
        }
        final Set<String> changed = new HashSet<>();
        for (final ModuleNode module : m_tree.modules()) {
            if (change(module) != NONE && changed.add(module.typeName())) {
                changeType(module.typeName(), before.get(module), change(module));
            }
            module.instance().attributes().putAll(m_tensors.getOrDefault(module, Map.of()));
        }
    }

    private void changeType(final String type, final String before, final Change change)
        throws EngineException, IOException {
        for (final String tensor : change.tensors()) {
            m_tree.code().addAttribute(type, tensor, "Tensor");
        }
        for (final Map.Entry<String, String> method : change.methods().entrySet()) {
            m_tree.code().setMethod(type, method.getKey(), ModuleEditor.forType(method.getValue(), before, type));
        }
    }
}
