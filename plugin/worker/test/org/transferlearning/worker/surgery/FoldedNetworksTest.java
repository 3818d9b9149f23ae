// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.surgery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.ndarray.NDList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.transferlearning.engine.NetworkWriter;
import org.transferlearning.worker.WorkersCache;

/** Networks of many architectures give the same when convolutions do the work of their batch norms. */
class FoldedNetworksTest {

    /** Products of float32 in another order. */
    private static final float ROUNDING = 2e-5f;

    @TempDir
    private Path m_folder;

    @BeforeAll
    static void useTheWorkersCache() {
        WorkersCache.use();
    }

    static Stream<String> networks() throws Exception {
        return Facts.names();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theOutputIsTheSame(final String name) throws Exception {
        final var folded = m_folder.resolve("folded.pt");
        final var original = Facts.folder().resolve(name + ".pt");
        final var isFolded = NetworkWriter.fold(original, folded);
        assertEquals(isFolded, Files.exists(folded));
        assertEquals(isFolded, hasNorms(name), name);
        if (isFolded) {
            assertNotEquals(-1, Files.mismatch(original, folded));
            try (var before = new TorchRun(original); var after = new TorchRun(folded)) {
                final var inputs = new Facts(name).inputs(before.manager());
                final var expected = before.run("forward", new NDList(inputs)).toFloatArray();
                assertArrayEquals(expected, after.run("forward", new NDList(inputs)).toFloatArray(), ROUNDING);
            }
        }
    }

    /** Whether a network has batch norms: see the papers that image_networks.py names. */
    private static boolean hasNorms(final String name) {
        return name.matches("(densenet|efficientnet|inception|mobilenet|resnet|shufflenet|vgg).*");
    }
}
