// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.LayerFreezer;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.TrainingArchive;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.EpochResult;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.job.TrainingItem;
import org.transferlearning.engine.job.TrainingResult;
import org.transferlearning.worker.image.TestData;

/** Training in two parts, with running statistics and dropout, in real workers. */
class SplitTrainingTest {

    private static final Set<String> FROZEN =
        Set.of("conv1.weight", "conv1.bias", "norm1.weight", "norm1.bias", "norm3.weight", "norm3.bias");

    private static final Set<String> UPDATING = Set.of("norm2", "norm4");

    /** Float32 sums in another order, over five steps. */
    private static final double ROUNDING = 1e-4;

    @TempDir
    private Path m_folder;

    @ParameterizedTest
    @ValueSource(strings = {"traced", "scripted"})
    void theFrozenPartIsRunOnceAndTheRestIsTrainedAsInPyTorch(final String form) throws Exception {
        final var network = norms(form);
        final var boundary = TrainingArchive.write(network, m_folder.resolve("training.pt")).boundary();
        assertEquals("norm1", boundary);
        final var result = train(network, Workers.labeled(8, false), 5, 8, 42);
        final List<String> lines = Files.readAllLines(TestData.file("networks/norms.txt"));
        assertArrayEquals(numbers(lines.get(0)),
            result.history().stream().mapToDouble(EpochResult::trainingLoss).toArray(), ROUNDING);
        final var before = tensors(network.archive());
        final var after = tensors(result.network().archive());
        for (var line : lines.subList(1, lines.size())) {
            final var name = line.substring(0, line.indexOf(' '));
            final var expected = numbers(line.substring(line.indexOf(' ') + 1));
            if (FROZEN.contains(name) || name.matches("norm[13].*")) {
                assertEquals(before.get(name), after.get(name), name);
            } else if (name.endsWith("num_batches_tracked")) {
                assertEquals((long)expected[0], after.get(name).getLong(0), name);
            } else {
                assertArrayEquals(expected, doubles(after.get(name)), ROUNDING, name);
            }
        }
        assertEquals(before.keySet(), after.keySet());
    }

    @Test
    void runningStatisticsOfTheBestEpochAreKept() throws Exception {
        // learns labels that are wrong for the validation images, so the first epoch is the best
        final var wrong = Workers.labeled(8, false).map(i -> new TrainingItem(i.image(), 0, false));
        final var validation = Workers.labeled(8, true).map(i -> new TrainingItem(i.image(), 2, true));
        final var result = train(norms("traced"), Stream.concat(wrong, validation), 4, 4, 42);
        assertEquals(1, result.bestEpoch());
        // two batches an epoch
        final var counts = tensors(result.network().archive());
        assertEquals(2, counts.get("norm2.num_batches_tracked").getLong(0));
        assertEquals(2, counts.get("norm4.num_batches_tracked").getLong(0));
    }

    @Test
    void aNewHeadLearnsItsRunningStatistics() throws Exception {
        final var network = Workers.network("tiny.pt");
        final var hidden = new HeadDesign.Hidden(4, HeadDesign.Activation.RELU, true, 0.5);
        final var design = new HeadDesign("", null, List.of(hidden), HeadDesign.Weights.UNIFORM, List.of(), 1);
        final var spec = LayerFreezer.allButHead(
            HeadReplacer.replace(network.spec(), Target.classes(List.of("a", "b", "c"), null), design));
        assertEquals(Set.of("head.1"), spec.plan().updating());
        final var result = train(Workers.with(network, spec), Workers.labeled(8, false), 3, 4, 42);
        final var after = tensors(result.network().archive());
        // 3 epochs of two batches
        assertEquals(6, after.get("head.1.num_batches_tracked").getLong(0));
        for (var mean : doubles(after.get("head.1.running_mean"))) {
            assertNotEquals(0, mean);
        }
        assertEquals(tensors(network.archive()).get("norm.running_mean"), after.get("norm.running_mean"));
    }

    @Test
    void anImageThatIsLeftOverBelongsToTheBatchBefore() throws Exception {
        // 9 images in batches of 4: 4 and 5
        final var result = train(norms("scripted"), Workers.labeled(9, false), 1, 4, 42);
        assertEquals(2, tensors(result.network().archive()).get("norm2.num_batches_tracked").getLong(0));
    }

    @Test
    void runningStatisticsCannotBeLearnedFromSingleImages() throws Exception {
        final var network = norms("scripted");
        assertEquals(
            "The network \"norms\" is to learn running statistics, but a batch has only one image.",
            assertThrows(EngineException.class, () -> train(network, Workers.labeled(4, false), 1, 1, 42))
                .getMessage());
    }

    @Test
    void dropoutIsActiveInTrainingAndNotInValidation() throws Exception {
        final var none = losses("tiny.pt", 42);
        final var some = losses("dropout.pt", 42);
        assertNotEquals(none.get(0).trainingLoss(), some.get(0).trainingLoss(), 0.01);
        // nothing is learned at this rate, so that both networks stay the same
        assertEquals(none.get(0).validationLoss(), some.get(0).validationLoss(), 1e-6);
        assertEquals(some.get(0).trainingLoss(), losses("dropout.pt", 42).get(0).trainingLoss());
        assertNotEquals(some.get(0).trainingLoss(), losses("dropout.pt", 43).get(0).trainingLoss(), 1e-3);
    }

    private List<EpochResult> losses(final String file, final long seed) throws Exception {
        final var items = Stream.concat(Workers.labeled(8, false), Workers.labeled(8, true));
        return Workers.engine().train(Workers.network(file), items.iterator(),
            new TrainingConfig(1, 8, 1e-12, TrainingConfig.Optimizer.SGD, seed, Device.CPU),
            Files.createTempFile(m_folder, "net", ".pt"), Monitor.NONE, e -> { }).history();
    }

    @Test
    void theTrainedArchiveSaysThatItWasTrained() throws Exception {
        final var result = train(norms("traced"), Workers.labeled(8, false), 2, 8, 42);
        final var lineage = NetworkReader.read(result.network().archive()).lineage();
        assertEquals(result.network().spec().lineage(), lineage);
        assertEquals("Trained 2 of 2 epochs on CPU, kept epoch 2.", lineage.get(lineage.size() - 1));
    }

    private static Network norms(final String form) throws Exception {
        final var network = Workers.network("norms." + form + ".pt");
        final var spec = network.spec();
        return Workers.with(network,
            spec.withName("norms").withPlan(spec.plan().withFrozen(FROZEN).withUpdating(UPDATING)));
    }

    private TrainingResult train(final Network network, final Stream<TrainingItem> items, final int epochs,
        final int batchSize, final long seed) throws Exception {
        return Workers.engine().train(network, items.iterator(),
            new TrainingConfig(epochs, batchSize, 0.01, TrainingConfig.Optimizer.SGD, seed, Device.CPU),
            Files.createTempFile(m_folder, "net", ".pt"), Monitor.NONE, e -> { });
    }

    private static double[] numbers(final String line) {
        return Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static double[] doubles(final ByteBuffer values) {
        final var floats = values.asFloatBuffer();
        final var doubles = new double[floats.remaining()];
        for (var i = 0; i < doubles.length; i++) {
            doubles[i] = floats.get(i);
        }
        return doubles;
    }

    private static Map<String, ByteBuffer> tensors(final Path archive) throws Exception {
        final var tensors = new TreeMap<String, ByteBuffer>();
        for (var name : NetworkReader.tensorNames(archive)) {
            tensors.put(name, NetworkReader.tensor(archive, name).order(ByteOrder.LITTLE_ENDIAN));
        }
        return tensors;
    }
}
