// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parameters of each kind are drawn from; that PyTorch does the same, {@link ReinitializerTest} shows. */
class DefaultValuesTest {

    /** A layer with parameters like {@code weight 4x3}. */
    private static Layer layer(final String kind, final String parameters) {
        final List<Layer.Tensor> tensors = new ArrayList<>();
        for (final String parameter : parameters.split(" *, *")) {
            final String[] words = parameter.split(" ");
            final List<Long> shape = words.length == 1 ? List.of()
                : Arrays.stream(words[1].split("x")).map(Long::valueOf).toList();
            tensors.add(new Layer.Tensor(words[0], shape));
        }
        return new Layer("m", kind, "m", tensors, List.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { //
        "Conv2d          | weight 64x4x3x3, bias 64 | UNIFORM 0.16666666666666666 UNIFORM 0.16666666666666666", // 1/√36
        "ConvTranspose1d | weight 8x5x5, bias 5     | UNIFORM 0.2 UNIFORM 0.2", // 1/√25
        "StdConv2d       | weight 8x25x1x1          | UNIFORM 0.2", //
        "Linear          | weight 7x16, bias 7      | UNIFORM 0.25 UNIFORM 0.25", //
        "Linear          | bias 7                   | CONSTANT 0.0", // its weight is another layer's
        "Bilinear        | weight 9x16x3, bias 9    | UNIFORM 0.25 UNIFORM 0.25", //
        "BatchNorm2d     | weight 8, bias 8         | CONSTANT 1.0 CONSTANT 0.0", //
        "LayerNorm       | weight 8x8, bias 8x8     | CONSTANT 1.0 CONSTANT 0.0", //
        "RMSNorm         | weight 8                 | CONSTANT 1.0", //
        "Embedding       | weight 50x8              | NORMAL 1.0", //
        "LSTM            | weight_ih_l0 64x3, weight_hh_l0 64x9, bias_ih_l0 64 "
            + "| UNIFORM 0.25 UNIFORM 0.25 UNIFORM 0.25", // 64 / 4 hidden units, whatever the projection
        "GRUCell         | weight_ih 12x3, weight_hh 12x4 | UNIFORM 0.5 UNIFORM 0.5", // 12 / 3 hidden units
        "MultiheadAttention | in_proj_weight 18x6, in_proj_bias 18 | UNIFORM 0.5 CONSTANT 0.0", // √(6/24)
        "MultiheadAttention | q_proj_weight 3x3, bias_k 1x1x4 | UNIFORM 1.0 NORMAL 0.5", //
        "NonDynamicallyQuantizableLinear | weight 4x4, bias 4 | UNIFORM 0.5 CONSTANT 0.0", //
        "PReLU           | weight 1                 | CONSTANT 0.25", //
        "Encoder         | class_token 1x1x8, pos_embedding 1x4x8 | CONSTANT 0.0 NORMAL 0.02", //
        "Attention       | relative_position_bias_table 9x2, q_bias 8 | NORMAL 0.02 CONSTANT 0.0", //
        "CNBlock         | layer_scale 8x1x1        | CONSTANT 1.0E-6", //
        "Affine          | weight 8, bias 8         | CONSTANT 1.0 CONSTANT 0.0", //
        "Mixer           | weight 4x16, bias 4      | UNIFORM 0.25 CONSTANT 0.0"})
    void eachKindHasItsOwn(final String kind, final String parameters, final String expected) {
        final Layer layer = layer(kind, parameters);
        assertEquals(expected, layer.parameters().stream().map(p -> DefaultValues.ofParameter(layer, p).orElseThrow())
            .map(d -> d.shape() + " " + d.scale()).collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Mixer | temperature", "Conv2d | weight_g 8x1x1x1", "Odd | weight"})
    void whatIsNotKnownIsNamed(final String kind, final String parameters) {
        final var e = assertThrows(EngineException.class,
            () -> DefaultValues.requireKnown(layer(kind, parameters)));
        assertEquals("How the parameter \"m." + parameters.split(" ")[0] + "\" of the kind " + kind
            + " starts in a new network is not known.", e.getMessage());
    }

    @Test
    void onlyRunningStatisticsOfNormsStartAnewOfTheBuffers() {
        final Layer norm = layer("BatchNorm1d", "weight 2");
        final Layer other = layer("Attention", "weight 2");
        final var mean = new Layer.Tensor("running_mean", List.of(2L));
        assertEquals(Optional.of(Distribution.constant(0)), DefaultValues.ofBuffer(norm, mean));
        assertEquals(Optional.of(Distribution.constant(1)),
            DefaultValues.ofBuffer(norm, new Layer.Tensor("running_var", List.of(2L))));
        assertEquals(Optional.of(Distribution.constant(0)),
            DefaultValues.ofBuffer(norm, new Layer.Tensor("num_batches_tracked", List.of())));
        assertEquals(Optional.empty(), DefaultValues.ofBuffer(other, mean));
        assertEquals(Optional.empty(),
            DefaultValues.ofBuffer(other, new Layer.Tensor("relative_position_index", List.of(4L))));
    }
}
