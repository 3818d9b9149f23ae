// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.archive.ElementType;
import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.TensorInfo;

/** The linear layer that this project adds to networks: its class and its place in the module tree. */
final class NewHead {

    private static final String MODULE = "__torch__.transferlearning";

    static final String TYPE = MODULE + ".Linear";

    private static final String CODE = """
        class Linear(Module):
          __parameters__ = ["weight", "bias", ]
          __buffers__ = []
          weight : Tensor
          bias : Tensor
          training : bool
          def forward(self: __torch__.transferlearning.Linear,
            input: Tensor) -> Tensor:
            weight = self.weight
            bias = self.bias
            return torch.linear(input, weight, bias)
        """;

    private NewHead() {
    }

    /**
     * Puts the new layer into the root module, or new tensors into the one that is there.
     *
     * @param tree the network's modules, as they were before the cut
     * @param name name of the layer in the root module
     * @param type the type of its elements
     * @param features number of inputs
     * @param outputs number of outputs
     * @return the layer's tensors by name; their storages are not in the archive yet
     */
    static Map<String, TensorInfo> put(final ModuleTree tree, final String name, final ElementType type,
        final int features, final int outputs) throws EngineException, IOException {
        final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        final long key = freeKey(tree);
        tensors.put("weight", tensor(key, type, List.of((long)outputs, (long)features)));
        tensors.put("bias", tensor(key + 1, type, List.of((long)outputs)));
        final var state = new Pickled.Dict();
        tensors.forEach((tensor, info) -> state.entries().put(tensor, TensorPickle.of(info)));
        state.entries().put("training", Boolean.FALSE);
        final var head = new Pickled.Instance(new Pickled.Global(MODULE, "Linear"));
        head.setState(state);
        final ModuleNode root = tree.root();
        root.instance().attributes().put(name, head);
        tree.code().put(MODULE, CODE);
        if (!tree.code().classOf(root.typeName()).attributes().containsKey(name)) {
            tree.code().addAttribute(root.typeName(), name, TYPE);
        }
        return tensors;
    }

    /** A number from which on two more storages have free names. */
    private static long freeKey(final ModuleTree tree) {
        long next = 0;
        for (final ModuleNode node : tree.modules()) {
            for (final TensorInfo tensor : node.tensors().values()) {
                final String key = tensor.storage().key();
                next = key.matches("[0-9]{1,17}") ? Math.max(next, Long.parseLong(key) + 1) : next;
            }
        }
        while (tree.archive().zip().entry(tree.archive().root() + "data/" + next) != null
            || tree.archive().zip().entry(tree.archive().root() + "data/" + (next + 1)) != null) {
            next++;
        }
        return next;
    }

    private static TensorInfo tensor(final long key, final ElementType type, final List<Long> shape) {
        final long size = shape.stream().reduce(1L, Math::multiplyExact);
        final var storage = new TensorInfo.Storage(Long.toString(key), type, size);
        return new TensorInfo(storage, 0, shape, shape.size() == 2 ? List.of(shape.get(1), 1L) : List.of(1L));
    }
}
