// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Task;
import org.transferlearning.engine.TrainingArchive;
import org.transferlearning.engine.protocol.Message.RunnableNetwork;

class StageTest {

    /** Of the first convolution's result of norms.pt: 6 channels of 8 × 8 float32. */
    private static final int KEPT = 6 * 8 * 8 * Float.BYTES;

    private static final int CROP = 3 * 16 * 16;

    @TempDir
    private Path m_folder;

    @BeforeAll
    static void useTheWorkersCache() {
        WorkersCache.use();
    }

    @Test
    void theOutputIsTheSameWhetherAllAreKeptSomeOrNone() throws Exception {
        final var whole = outputs(Set.of(), 0, CROP, CROP);
        final var frozen = Set.of("conv1.weight", "conv1.bias");
        // room for all, for the first batch of two only, and for none
        assertArrayEquals(whole, outputs(frozen, 1 << 20, KEPT, KEPT), 1e-6f);
        assertArrayEquals(whole, outputs(frozen, 3 * KEPT, KEPT, CROP), 1e-6f);
        assertArrayEquals(whole, outputs(frozen, 0, CROP, CROP), 1e-6f);
    }

    /** Of images 2, 0, 3, 1, prepared in two batches. */
    private float[] outputs(final Set<String> frozen, final long room, final int first, final int second)
        throws Exception {
        final var network = Workers.network("norms.scripted.pt");
        final var spec = network.spec();
        final var archive = m_folder.resolve("training.pt");
        TrainingArchive.write(new Network(network.archive(), spec.withPlan(spec.plan().withFrozen(frozen))), archive);
        final var runnable = new RunnableNetwork("norms", archive, Workers.PREPROCESSING, 3, false,
            Task.CLASSIFICATION, List.<Target.Scale>of());
        final var torch = new Torch(Engine.getEngine("PyTorch"), Device.cpu());
        try (var loaded = new LoadedNetwork(runnable, torch); var batch = loaded.newBatch()) {
            final var stage = new Stage(loaded, new Batch(Workers.PREPROCESSING), room);
            final var items = new ArrayList<>(stage.prepare(List.of(crop(0), crop(1))));
            items.addAll(stage.prepare(List.of(crop(2), crop(3))));
            assertEquals(List.of(first, first, second, second), items.stream().map(i -> i.length).toList());
            final var shuffled = List.of(items.get(2), items.get(0), items.get(3), items.get(1));
            final var output = stage.output(shuffled, batch, false).toFloatArray();
            assertArrayEquals(output, trained(loaded, stage, shuffled), 1e-6f);
            return output;
        }
    }

    /** The output in training, where this network, without dropout, does the same; with gradients. */
    private static float[] trained(final LoadedNetwork network, final Stage stage, final List<byte[]> items)
        throws Exception {
        final var weight = network.parameters().get("conv2.weight");
        weight.setRequiresGradient(true);
        try (var batch = network.newBatch();
            var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            final var output = stage.output(items, batch, true);
            collector.backward(output.sum());
            assertNotEquals(0, weight.getGradient().abs().sum().getFloat());
            return output.toFloatArray();
        }
    }

    private static byte[] crop(final int number) {
        final var crop = new byte[CROP];
        for (var i = 0; i < CROP; i++) {
            crop[i] = (byte)(i * (number + 3));
        }
        return crop;
    }
}
