// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.List;

import org.transferlearning.engine.archive.Pickled;
import org.transferlearning.engine.archive.TensorInfo;

/** Describes new tensors in a pickled module tree, as PyTorch's writer does. */
final class TensorPickle {

    private TensorPickle() {
    }

    /**
     * @param tensor where and how it is stored
     * @param isParameter whether it is a parameter, else a buffer
     */
    static Pickled.Call of(final TensorInfo tensor, final boolean isParameter) {
        final var hooks = new Pickled.Call(new Pickled.Global("collections", "OrderedDict"),
            new Pickled.Tuple(List.of()));
        return new Pickled.Call(new Pickled.Global("torch._utils", "_rebuild_tensor_v2"),
            new Pickled.Tuple(List.of(of(tensor.storage()), tensor.offset(), new Pickled.Tuple(tensor.shape()),
                new Pickled.Tuple(tensor.strides()), isParameter, hooks)));
    }

    static Pickled.Persistent of(final TensorInfo.Storage storage) {
        final var type = new Pickled.Global("torch", storage.type().storageName());
        return new Pickled.Persistent(
            new Pickled.Tuple(List.of("storage", type, storage.key(), "cpu", storage.size())));
    }
}
