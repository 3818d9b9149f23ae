// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.archive.ElementType;
import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.TensorInfo;

/** Puts a new head into the module tree: its classes, modules and tensors. */
final class NewHead {

    private final ModuleTree m_tree;

    private final ElementType m_type;

    private final Map<String, TensorInfo> m_tensors = new LinkedHashMap<>();

    private final NewStorages m_storages;

    private NewHead(final ModuleTree tree, final ElementType type) {
        m_tree = tree;
        m_type = type;
        m_storages = new NewStorages(tree);
    }

    /**
     * Puts a head into the root module, which has none of this name.
     *
     * @param tree the network's modules
     * @param head what the head is like
     * @param type the type of its elements
     * @return the head's tensors by full name; their storages are not in the archive yet
     */
    static Map<String, TensorInfo> put(final ModuleTree tree, final Head head, final ElementType type)
        throws EngineException, IOException {
        return new NewHead(tree, type).put(HeadModule.of(head));
    }

    private Map<String, TensorInfo> put(final List<HeadModule> modules) throws EngineException, IOException {
        final var code = new HeadCode(modules, m_tree.code());
        final Map<String, Pickled.Instance> instances = new HashMap<>();
        for (final HeadModule module : modules) {
            final String type = code.type(module);
            final int dot = type.lastIndexOf('.');
            final var instance = new Pickled.Instance(new Pickled.Global(type.substring(0, dot), module.kind()));
            instance.setState(state(module.layer()));
            instances.put(module.name(), instance);
        }
        final Pickled.Instance head = instances.remove("");
        modules.stream().filter(m -> instances.containsKey(m.name()))
            .forEach(m -> head.attributes().put(m.name(), instances.get(m.name())));
        final ModuleNode root = m_tree.root();
        root.instance().attributes().put(Head.NEW_LAYER, head);
        m_tree.code().addAttribute(root.typeName(), Head.NEW_LAYER, code.type(modules.get(0)));
        return m_tensors;
    }

    private Pickled.Dict state(final Layer layer) {
        final var state = new Pickled.Dict();
        layer.parameters().forEach(p -> state.entries().put(p.name(), TensorPickle.of(add(layer, p, m_type), true)));
        layer.buffers().forEach(b -> state.entries().put(b.name(),
            TensorPickle.of(add(layer, b, b.shape().isEmpty() ? ElementType.LONG : m_type), false)));
        state.entries().put("training", Boolean.FALSE);
        return state;
    }

    private TensorInfo add(final Layer layer, final Layer.Tensor tensor, final ElementType type) {
        final var storage = m_storages.next(type, tensor.size());
        final List<Long> shape = tensor.shape();
        final List<Long> strides = shape.size() == 2 ? List.of(shape.get(1), 1L) : shape.isEmpty() ? List.of()
            : List.of(1L);
        final var info = new TensorInfo(storage, 0, shape, strides);
        m_tensors.put(layer.fullName(tensor), info);
        return info;
    }
}
