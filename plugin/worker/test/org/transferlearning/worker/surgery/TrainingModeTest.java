// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.surgery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.TrainingArchive;
import org.transferlearning.worker.WorkersCache;
import org.transferlearning.worker.image.TestData;

/** Dropout in training, in a network that does nothing else; see {@code test-data/networks/make_networks.py}. */
class TrainingModeTest {

    private static final int ROWS = 4000;

    private static final int WIDTH = 8;

    @TempDir
    Path m_folder;

    private List<String> m_inactive;

    @BeforeAll
    static void useTheWorkersCache() {
        WorkersCache.use();
    }

    @ParameterizedTest
    @ValueSource(strings = {"traced", "scripted"})
    void dropoutLeavesOutItsShareInTraining(final String form) throws Exception {
        final var output = run(form, TrainingArchive.TRAINABLE_PART_TRAINING, 1);
        assertDropped(column(output, 0), 0.25, ROWS * WIDTH);
        assertDropped(column(output, 1), 0.4, ROWS * WIDTH);
        // one decision per channel of (rows, 2, 2, 2)
        assertDropped(column(output, 3), 0.3, ROWS * 2);
        assertDropped(column(output, 5), 0.1, ROWS * WIDTH);
        if (form.equals("scripted")) {
            // one decision per row
            assertDropped(column(output, 2), 0.5, ROWS);
            assertEquals(List.of(), m_inactive);
        } else {
            // in evaluation the tracer saw nothing happen there
            assertDropped(column(output, 2), 0, ROWS);
            assertEquals(List.of("depth"), m_inactive);
        }
    }

    /** Ones, of which a share is 0 and the others are larger so that the expected sum stays. */
    private static void assertDropped(final float[] values, final double p, final int decisions) {
        var zeros = 0;
        for (var value : values) {
            zeros += value == 0 ? 1 : 0;
            assertEquals(value == 0 ? 0 : 1 / (1 - p), value, 1e-6);
        }
        // five standard deviations of a binomial distribution
        assertEquals(p, (double)zeros / values.length, 5 * Math.sqrt(p * (1 - p) / decisions));
    }

    @ParameterizedTest
    @ValueSource(strings = {"traced", "scripted"})
    void dropoutBetweenTheLayersOfAnLstmIsActiveInTraining(final String form) throws Exception {
        final var first = column(run(form, TrainingArchive.TRAINABLE_PART_TRAINING, 1), 4);
        final var second = column(run(form, TrainingArchive.TRAINABLE_PART_TRAINING, 2), 4);
        assertFalse(Arrays.equals(first, second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"traced", "scripted"})
    void dropoutIsInactiveInEvaluation(final String form) throws Exception {
        final var first = run(form, TrainingArchive.TRAINABLE_PART, 1);
        final var second = run(form, TrainingArchive.TRAINABLE_PART, 2);
        for (var i = 0; i < 5; i++) {
            assertArrayEquals(column(first, i), column(second, i));
            if (i < 4) {
                assertDropped(column(first, i), 0, 1);
            }
        }
    }

    @Test
    void theSameSeedLeavesOutTheSame() throws Exception {
        assertArrayEquals(run("scripted", TrainingArchive.TRAINABLE_PART_TRAINING, 1),
            run("scripted", TrainingArchive.TRAINABLE_PART_TRAINING, 1));
    }

    private static float[] column(final float[] output, final int number) {
        final var width = output.length / ROWS;
        final var column = new float[ROWS * WIDTH];
        for (var row = 0; row < ROWS; row++) {
            System.arraycopy(output, row * width + number * WIDTH, column, row * WIDTH, WIDTH);
        }
        return column;
    }

    private float[] run(final String form, final String method, final int seed) throws Exception {
        final var archive = TestData.file("networks/dropping." + form + ".pt");
        final var target = m_folder.resolve(form + ".pt");
        m_inactive = TrainingArchive.write(new Network(archive, NetworkReader.read(archive)), target).inactive();
        try (var run = new TorchRun(target)) {
            run.manager().getEngine().setRandomSeed(seed);
            return run.run(method, new NDList(run.manager().ones(new Shape(ROWS, WIDTH)))).toFloatArray();
        }
    }
}
