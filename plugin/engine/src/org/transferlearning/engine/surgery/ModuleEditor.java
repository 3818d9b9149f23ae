// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.script.ScriptClass;
import org.transferlearning.engine.script.ScriptException;
import org.transferlearning.engine.script.ScriptMethod;
import org.transferlearning.engine.script.Statement;

/** Changes single modules. Modules of equal structure share a class: one that changes gets a class of its own. */
final class ModuleEditor {

    private final ScriptCode m_code;

    private final Map<String, Integer> m_users = new HashMap<>();

    /** Where each module is: usually at one place. */
    private final Map<ModuleNode, List<Place>> m_places = new HashMap<>();

    private final Map<ModuleNode, Set<String>> m_rewritten = new HashMap<>();

    private record Place(ModuleNode parent, String name) {
    }

    ModuleEditor(final ScriptCode code, final ModuleTree tree) {
        m_code = code;
        for (final ModuleNode node : tree.modules()) {
            m_users.merge(node.typeName(), 1, Integer::sum);
            node.children().forEach((name, child) -> m_places.computeIfAbsent(child, c -> new ArrayList<>(1))
                .add(new Place(node, name)));
        }
    }

    /** Replaces or adds a method, written for the class that the module has now. */
    void setMethod(final ModuleNode module, final String name, final String text)
        throws EngineException, IOException {
        final String before = module.typeName();
        final String type = ownType(module);
        m_code.setMethod(type, name, forType(text, before, type));
        m_rewritten.computeIfAbsent(module, m -> new HashSet<>()).add(name);
    }

    /** The text of a method as another class has it. */
    static String forType(final String method, final String before, final String type) {
        return method.replace("(self: " + before + ",", "(self: " + type + ",")
            .replace("(self: " + before + ")", "(self: " + type + ")");
    }

    /** Takes a module out of its parent, with the parent's methods that use it and have not been set. */
    void remove(final ModuleNode module) throws EngineException, IOException, ScriptException {
        final ModuleNode parent = module.parent();
        final String type = ownType(parent);
        for (final String method : Set.copyOf(m_code.classOf(type).methods().keySet())) {
            if (!m_rewritten.getOrDefault(parent, Set.of()).contains(method)
                && reads(m_code.classOf(type).methods().get(method), module.name())) {
                m_code.setMethod(type, method, "");
            }
        }
        m_code.removeAttribute(type, module.name());
        parent.instance().attributes().remove(module.name());
    }

    /** Takes a tensor out of its module, which has no method that uses it. */
    void removeTensor(final ModuleNode module, final String tensor) throws EngineException, IOException {
        m_code.removeAttribute(ownType(module), tensor);
        module.instance().attributes().remove(tensor);
    }

    private static boolean reads(final ScriptMethod method, final String attribute) throws ScriptException {
        for (final Statement statement : method.body()) {
            if (!SelfReads.of(attribute, statement).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The class of a module, which then no other module has. */
    String ownType(final ModuleNode module) throws EngineException, IOException {
        final String type = module.typeName();
        if (m_users.getOrDefault(type, 1) < 2) {
            return type;
        }
        final String copy = m_code.copyClass(type);
        m_users.merge(type, -1, Integer::sum);
        m_users.put(copy, 1);
        final int dot = copy.lastIndexOf('.');
        module.instance().setType(new Pickled.Global(copy.substring(0, dot), copy.substring(dot + 1)));
        for (final Place place : m_places.getOrDefault(module, List.of())) {
            setAttributeType(place, type, copy);
        }
        return copy;
    }

    private void setAttributeType(final Place place, final String before, final String after)
        throws EngineException, IOException {
        final String type = ownType(place.parent());
        final ScriptClass.Declaration declaration = m_code.classOf(type).attributes().get(place.name());
        if (m_code.classOf(type).typeText(declaration).equals(before)) {
            m_code.setAttributeType(type, place.name(), after);
        }
    }
}
