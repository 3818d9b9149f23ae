// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.job.TrainingConfig;

/** Networks get images whose channels come last in memory, but for those that cannot be run with them. */
class ChannelsLastTest {

    private static final double ROUNDING = 1e-5;

    private static final List<String> CHANGED =
        List.of("norm.running_mean", "norm.running_var", "norm.weight", "fc.weight");

    @TempDir
    private Path m_folder;

    @BeforeAll
    static void useTheWorkersCache() {
        WorkersCache.use();
    }

    @Test
    void theInputIsNormalized() {
        final var batch = new Batch(Workers.PREPROCESSING);
        // color i everywhere in image i: red i, green i + 1, blue i + 2
        final var crops = IntStream.range(0, 3).mapToObj(i -> {
            final var crop = new byte[batch.cropBytes()];
            for (var b = 0; b < crop.length; b++) {
                crop[b] = (byte)(i + b % 3);
            }
            return crop;
        }).toList();
        try (var manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu())) {
            final var input = batch.input(crops, manager);
            assertEquals(batch.shape(3), input.getShape());
            final var mean = Workers.PREPROCESSING.mean();
            final var std = Workers.PREPROCESSING.std();
            for (var i = 0; i < 3; i++) {
                for (var c = 0; c < 3; c++) {
                    assertEquals(((i + c) / 255.0 - mean.get(c)) / std.get(c), input.getFloat(i, c, 5, 9), ROUNDING);
                }
            }
        }
    }

    @Test
    void channelsComeLastInMemory() throws Exception {
        final var archive = Workers.network("viewing.pt").archive();
        final var batch = new Batch(Workers.PREPROCESSING);
        try (var manager = (PtNDManager)Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
            var block = JniUtils.loadModule(manager, archive, true, new String[0], new String[0], true)) {
            final var input = batch.input(List.of(new byte[batch.cropBytes()]), manager);
            IValueUtils.forward(block, new NDList(input.flatten().reshape(input.getShape())), false);
            final var failure =
                assertThrows(EngineException.class, () -> IValueUtils.forward(block, new NDList(input), false));
            assertTrue(failure.getMessage().contains("view size is not compatible"), failure.getMessage());
        }
    }

    @Test
    void aNetworkThatCannotBeRunWithThemPredictsAsPyTorch() throws Exception {
        final var predictions = Workers.predict(Workers.network("viewing.pt"), Workers.images(8), 3);
        for (var i = 0; i < 8; i++) {
            assertArrayEquals(Workers.expected(i), predictions.get(i).values(), ROUNDING);
        }
    }

    @Test
    void aNetworkThatCannotBeRunWithThemLearnsEachBatchOnce() throws Exception {
        final var expected = trained("tiny.pt");
        final var trained = trained("viewing.pt");
        // 2 epochs of two batches
        assertEquals(4, NetworkReader.tensor(trained, "norm.num_batches_tracked").getLong());
        for (var name : CHANGED) {
            final var values = NetworkReader.tensor(trained, name);
            final var wanted = NetworkReader.tensor(expected, name);
            assertEquals(wanted.remaining(), values.remaining());
            while (wanted.hasRemaining()) {
                assertEquals(wanted.getFloat(), values.getFloat(), ROUNDING, name);
            }
        }
    }

    /** Learns running statistics too, so that a batch that is run twice is noticed. */
    private Path trained(final String file) throws Exception {
        final var network = Workers.network(file);
        final var spec = network.spec();
        final var updating = new Network(network.archive(), spec.withPlan(spec.plan().withUpdating(Set.of("norm"))));
        return Workers.engine().train(updating, Workers.labeled(8, false).iterator(),
            new TrainingConfig(2, 4, 0.01, TrainingConfig.Optimizer.SGD, 42,
                org.transferlearning.engine.job.Device.CPU),
            m_folder.resolve(file), Monitor.NONE, e -> { }).network().archive();
    }
}
