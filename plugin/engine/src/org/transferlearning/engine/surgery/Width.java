// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.List;
import java.util.Set;

import org.transferlearning.engine.archive.TensorInfo;

/**
 * How many features a tensor has, as far as the shapes of parameters tell.
 *
 * @param features number of channels of images (n, channels, …), or of features per token (n, …, features)
 * @param isLast whether they are the last dimension, else the second
 */
public record Width(int features, boolean isLast) {

    /** Functions whose result has the shape of their first argument, but maybe another height, width or length. */
    private static final Set<String> KEEPING = Set.of("relu", "relu_", "relu6", "gelu", "silu", "silu_", "hardswish",
        "hardswish_", "hardsigmoid", "hardsigmoid_", "hardtanh", "hardtanh_", "leaky_relu", "leaky_relu_", "elu",
        "elu_", "sigmoid", "tanh", "softmax", "log_softmax", "dropout", "dropout_", "batch_norm", "layer_norm",
        "max_pool2d", "_max_pool2d", "avg_pool2d", "adaptive_avg_pool2d", "adaptive_max_pool2d", "contiguous",
        "clone", "roll");

    private static final Set<String> ELEMENTWISE = Set.of("add", "add_", "sub", "mul", "mul_", "div", "+", "*");

    private static final Set<String> CONVOLUTIONS = Set.of("Conv1d", "Conv2d", "Conv3d");

    private static final int MIN_CONVOLUTION_RANK = 3;

    /**
     * @param layer a module
     * @return the width of its result if it is a layer whose parameters tell, else {@code null}
     */
    static Width of(final ModuleNode layer) {
        final TensorInfo weight = layer.tensors().get("weight");
        if (weight == null || weight.shape().isEmpty()) {
            return null;
        }
        final String kind = layer.kind();
        final int rank = weight.shape().size();
        final int first = (int)Math.min(weight.shape().get(0), Integer.MAX_VALUE);
        final int last = (int)Math.min(weight.shape().get(rank - 1), Integer.MAX_VALUE);
        if (CONVOLUTIONS.contains(kind) && rank >= MIN_CONVOLUTION_RANK || kind.startsWith("BatchNorm")
            || kind.equals("GroupNorm")) {
            return new Width(first, false);
        } else if (kind.endsWith("Linear") && rank == 2) {
            return new Width(first, true);
        }
        return kind.equals("LayerNorm") && rank == 1 || kind.equals("Embedding") && rank == 2 ? new Width(last, true)
            : null;
    }

    /**
     * @param parts the items of a list
     * @return the sum of their widths if all are known, else {@code null}
     */
    static Width sum(final List<Fact> parts) {
        int features = 0;
        for (final Fact part : parts) {
            if (part.width() == null || part.width().isLast != parts.get(0).width().isLast) {
                return null;
            }
            features += part.width().features;
        }
        return parts.isEmpty() ? null : new Width(features, parts.get(0).width().isLast);
    }

    /**
     * @param function a function's name without its module
     * @param operands its arguments
     * @return the width of its result if it is known, else {@code null}
     */
    static Width of(final String function, final List<Fact> operands) {
        if (operands.isEmpty()) {
            return null;
        }
        if (KEEPING.contains(function)) {
            return operands.get(0).width();
        } else if (function.equals("cat") && operands.size() > 1 && !operands.get(0).isChanged()) {
            final Width sum = operands.get(0).width();
            return sum != null && !sum.isLast && Long.valueOf(1).equals(operands.get(1).value()) ? sum : null;
        } else if (ELEMENTWISE.contains(function) && operands.size() > 1) {
            final Width a = operands.get(0).width();
            final Width b = operands.get(1).width();
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            return a.features == b.features && a.isLast == b.isLast ? a : null;
        }
        return null;
    }
}
