// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.surgery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.transferlearning.worker.WorkersCache;

/** Networks of many architectures give the same when their images' channels come last in memory. */
class ChannelsLastNetworksTest {

    /** Sums of float32 in another order. */
    private static final float ROUNDING = 2e-5f;

    @BeforeAll
    static void useTheWorkersCache() {
        WorkersCache.use();
    }

    static Stream<String> networks() throws Exception {
        return Facts.names().filter(name -> !name.startsWith("lstm") && !name.startsWith("bert"));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theOutputIsTheSame(final String name) throws Exception {
        try (var run = new TorchRun(Facts.folder().resolve(name + ".pt"))) {
            final var images = new Facts(name).inputs(run.manager()).get(0);
            final var expected = run.run("forward", new NDList(images)).toFloatArray();
            assertArrayEquals(expected, run.run("forward", new NDList(channelsLast(images))).toFloatArray(), ROUNDING);
        }
    }

    private static NDArray channelsLast(final NDArray images) {
        final var shape = images.getShape();
        return images.transpose(0, 2, 3, 1).flatten().reshape(shape.get(0), shape.get(2), shape.get(3), shape.get(1))
            .transpose(0, 3, 1, 2);
    }
}
