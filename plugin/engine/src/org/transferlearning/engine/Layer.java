// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.Collection;
import java.util.List;

/**
 * A module of a network, for example one convolution, an activation, or a block of several. Most of what is said of
 * layers is said of those that own parameters or buffers themselves ({@link NetworkSpec#layers()}).
 *
 * @param path dotted path of the module from the root, for example {@code features.0.1}; empty for the root
 * @param kind the module's kind by its class name, for example {@code Conv2d}, {@code BatchNorm2d}, {@code Linear}
 * @param block path of the block that it belongs to, for example {@code features.0}
 * @param parameters its own parameters, in the order of PyTorch's {@code named_parameters}
 * @param buffers its own buffers, for example a batch norm's running statistics
 * @param obstacle why the network cannot be cut after it: the rest of a sentence that begins with its path, without a
 *            full stop; {@code null} if it is a cut point, or the root
 * @param outputShape shape of its output for one image, the first dimension being 1; empty if it has not been run
 */
public record Layer(String path, String kind, String block, List<Tensor> parameters, List<Tensor> buffers,
    String obstacle, List<Long> outputShape) {

    /** Copies the lists. */
    public Layer {
        parameters = List.copyOf(parameters);
        buffers = List.copyOf(buffers);
        outputShape = List.copyOf(outputShape);
    }

    /**
     * A module after which the network can be cut, and that has not been run.
     *
     * @param path dotted path of the module from the root
     * @param kind the module's kind by its class name
     * @param block path of the block that it belongs to
     * @param parameters its own parameters
     * @param buffers its own buffers
     */
    public Layer(final String path, final String kind, final String block, final List<Tensor> parameters,
        final List<Tensor> buffers) {
        this(path, kind, block, parameters, buffers, null, List.of());
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

    /** @return whether it owns parameters or buffers itself, not through a child */
    public boolean hasTensors() {
        return !parameters.isEmpty() || !buffers.isEmpty();
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

    /** @return the full names of its parameters */
    public List<String> parameterNames() {
        return parameters.stream().map(this::fullName).toList();
    }

    /**
     * @param fullNames full names of tensors
     * @return a copy without them
     */
    Layer without(final Collection<String> fullNames) {
        return fullNames.isEmpty() ? this : new Layer(path, kind, block,
            parameters.stream().filter(t -> !fullNames.contains(fullName(t))).toList(),
            buffers.stream().filter(t -> !fullNames.contains(fullName(t))).toList(), obstacle, outputShape);
    }

    /**
     * @param newOutputShape shape of its output for one image
     * @return a copy with it
     */
    public Layer withOutputShape(final List<Long> newOutputShape) {
        return new Layer(path, kind, block, parameters, buffers, obstacle, newOutputShape);
    }
}
