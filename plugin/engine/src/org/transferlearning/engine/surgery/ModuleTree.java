// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.PickleException;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.script.ScriptClass;

/**
 * The modules of a network with their tensors, in the order of PyTorch's {@code named_modules}: a module before its
 * children, children in the order in which their class declares them, each module and each tensor once.
 */
public final class ModuleTree {

    private static final int MAX_DEPTH = 200;

    /** The largest networks have about 2,000; the analysis takes time that grows with the square. */
    private static final int MAX_MODULES = 5_000;

    private final TorchArchive m_archive;

    private final ScriptCode m_code;

    private final Map<Object, ModuleNode> m_nodes = new IdentityHashMap<>();

    private final Set<Object> m_tensors = Collections.newSetFromMap(new IdentityHashMap<>());

    private final List<ModuleNode> m_inOrder = new ArrayList<>();

    private ModuleTree(final TorchArchive archive, final ScriptCode code) {
        m_archive = archive;
        m_code = code;
    }

    /**
     * @param archive the archive
     * @param code its code
     * @param root its root module
     * @return the tree
     * @throws EngineException if the module tree is broken
     * @throws IOException if the archive cannot be read
     */
    public static ModuleTree of(final TorchArchive archive, final ScriptCode code, final Pickled.Instance root)
        throws EngineException, IOException {
        final var tree = new ModuleTree(archive, code);
        final ScriptClass type = code.classOf(root.type().qualifiedName());
        if (type == null || !type.isModule()) {
            throw tree.broken("the code of its root module is not there");
        }
        tree.add(null, "", root, type, 0);
        return tree;
    }

    /** @return the root module */
    public ModuleNode root() {
        return m_inOrder.get(0);
    }

    /** @return all modules in the order of {@code named_modules} */
    public List<ModuleNode> modules() {
        return Collections.unmodifiableList(m_inOrder);
    }

    /** @return the archive's code */
    public ScriptCode code() {
        return m_code;
    }

    /** @return the archive */
    public TorchArchive archive() {
        return m_archive;
    }

    /**
     * @param fullName a tensor's name as in {@code state_dict}, also one that names a tied tensor again
     * @return the tensor, or {@code null} if there is none of this name
     */
    public TensorInfo tensor(final String fullName) {
        ModuleNode node = root();
        final String[] names = fullName.split("\\.");
        for (int i = 0; node != null && i < names.length - 1; i++) {
            node = node.children().get(names[i]);
        }
        return node == null ? null : node.tensors().get(names[names.length - 1]);
    }

    private ModuleNode add(final ModuleNode parent, final String name, final Pickled.Instance instance,
        final ScriptClass type, final int depth) throws EngineException, IOException {
        if (depth > MAX_DEPTH || m_inOrder.size() >= MAX_MODULES) {
            throw new EngineException("The network in \"" + m_archive.file().getFileName() + "\" is too large: its "
                + "modules are more than " + MAX_DEPTH + " levels deep or more than " + MAX_MODULES + ".",
                "Choose a smaller network.");
        }
        final var node = new ModuleNode(parent, name, instance, type);
        m_nodes.put(instance, node);
        m_inOrder.add(node);
        for (final String attribute : type.attributes().keySet()) {
            final Object value = instance.attributes().get(attribute);
            if (value instanceof Pickled.Instance child) {
                addChild(node, attribute, child, depth);
            } else {
                addTensor(node, attribute, value);
            }
        }
        return node;
    }

    private void addChild(final ModuleNode parent, final String name, final Pickled.Instance child, final int depth)
        throws EngineException, IOException {
        final ModuleNode shared = m_nodes.get(child);
        if (shared != null) {
            requireNotAbove(shared, parent);
            parent.children().put(name, shared);
            return;
        }
        final ScriptClass type = m_code.classOf(child.type().qualifiedName());
        if (type != null && type.isModule()) {
            parent.children().put(name, add(parent, name, child, type, depth + 1));
        }
    }

    private void requireNotAbove(final ModuleNode node, final ModuleNode below) throws EngineException {
        for (ModuleNode above = below; above != null; above = above.parent()) {
            if (above == node) {
                throw broken("a module contains itself");
            }
        }
    }

    private void addTensor(final ModuleNode node, final String name, final Object value) throws EngineException {
        final TensorInfo tensor;
        try {
            tensor = TensorInfo.of(value);
        } catch (PickleException e) {
            throw broken(e.getMessage());
        }
        if (tensor == null) {
            return;
        }
        node.tensors().put(name, tensor);
        final boolean isParameter = node.type().parameters().contains(name);
        final boolean isBuffer = node.type().buffers().contains(name);
        if ((isParameter || isBuffer) && m_tensors.add(value)) {
            (isParameter ? node.parameters() : node.buffers()).add(name);
        }
    }

    private EngineException broken(final String why) {
        return new EngineException("The module tree in \"" + m_archive.file().getFileName() + "\" is broken: " + why
            + ".", "Get the file again from a source that you trust.");
    }
}
