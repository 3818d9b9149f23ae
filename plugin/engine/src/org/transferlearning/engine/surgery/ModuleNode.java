// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.script.ScriptClass;

/** A module of a network, in its place in the tree. */
public final class ModuleNode {

    private final ModuleNode m_parent;

    private final String m_name;

    private final String m_path;

    private final Pickled.Instance m_instance;

    private final ScriptClass m_type;

    private final Map<String, ModuleNode> m_children = new LinkedHashMap<>();

    private final Map<String, TensorInfo> m_tensors = new LinkedHashMap<>();

    private final List<String> m_parameters = new ArrayList<>();

    private final List<String> m_buffers = new ArrayList<>();

    ModuleNode(final ModuleNode parent, final String name, final Pickled.Instance instance, final ScriptClass type) {
        m_parent = parent;
        m_name = name;
        m_path = parent == null || parent.m_path.isEmpty() ? name : parent.m_path + "." + name;
        m_instance = instance;
        m_type = type;
    }

    /** @return the module that has it as a child, {@code null} for the root; the first one if several have it */
    public ModuleNode parent() {
        return m_parent;
    }

    /** @return its name in the parent, empty for the root */
    public String name() {
        return m_name;
    }

    /** @return its dotted path from the root, empty for the root */
    public String path() {
        return m_path;
    }

    /** @return its attributes as they are pickled */
    public Pickled.Instance instance() {
        return m_instance;
    }

    /** @return its class */
    public ScriptClass type() {
        return m_type;
    }

    /** @return the dotted name of its class */
    public String typeName() {
        return m_instance.type().qualifiedName();
    }

    /** @return its kind, for example {@code Conv2d} */
    public String kind() {
        return m_type.name();
    }

    /** @return its child modules by name, in the order of PyTorch's {@code named_children}; shared ones too */
    public Map<String, ModuleNode> children() {
        return m_children;
    }

    /** @return all its attributes that are tensors, those that it shares with other modules too */
    public Map<String, TensorInfo> tensors() {
        return m_tensors;
    }

    /** @return names of the parameters of which it is the first owner */
    public List<String> parameters() {
        return m_parameters;
    }

    /** @return names of the buffers of which it is the first owner */
    public List<String> buffers() {
        return m_buffers;
    }

    @Override
    public String toString() {
        return path() + " (" + kind() + ")";
    }
}
