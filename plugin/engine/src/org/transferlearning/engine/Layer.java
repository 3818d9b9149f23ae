// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.List;

/**
 * A module of a network that owns parameters or buffers itself (not through a child), for example one convolution.
 *
 * @param path dotted path of the module from the root, for example {@code features.0.1}
 * @param kind the module's kind by its class name, for example {@code Conv2d}, {@code BatchNorm2d}, {@code Linear}
 * @param block path of the block that it belongs to, for example {@code features.0}
 * @param parameters its own parameters, in the order of PyTorch's {@code named_parameters}
 * @param buffers its own buffers, for example a batch norm's running statistics
 */
public record Layer(String path, String kind, String block, List<Tensor> parameters, List<Tensor> buffers) {

    /** Copies the lists. */
    public Layer {
        parameters = List.copyOf(parameters);
        buffers = List.copyOf(buffers);
    }

    /**
     * A parameter or buffer.
     *
     * @param name its name within the layer, for example {@code weight}
     * @param shape its dimensions, empty for a scalar
     */
    public record Tensor(String name, List<Long> shape) {

        /** Copies the shape. */
        public Tensor {
            shape = List.copyOf(shape);
        }

        /** @return the number of elements */
        public long size() {
            return shape.stream().reduce(1L, Math::multiplyExact);
        }
    }

    /** @return the number of elements in all its parameters */
    public long parameterCount() {
        return parameters.stream().mapToLong(Tensor::size).sum();
    }

    /**
     * @param tensor one of this layer's parameters or buffers
     * @return its name in the network, as PyTorch's {@code state_dict} has it
     */
    public String fullName(final Tensor tensor) {
        return path.isEmpty() ? tensor.name() : path + "." + tensor.name();
    }
}
