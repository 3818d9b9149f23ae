// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.LayerFreezer;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.NetworkWriter;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.EpochResult;
import org.transferlearning.engine.job.FailedItem;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.job.TrainingConfig.Optimizer;
import org.transferlearning.engine.job.TrainingItem;
import org.transferlearning.engine.job.TrainingResult;

class TrainJobTest {

    @TempDir
    private Path m_folder;

    private Network m_network;

    @BeforeEach
    void readNetwork() throws Exception {
        m_network = Workers.network("tiny.pt");
    }

    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void lossesAndParametersAgreeWithPyTorch(final Optimizer optimizer) throws Exception {
        final var spec = m_network.spec();
        final var slow = spec.withPlan(spec.plan().withMultipliers(Map.of("conv", 0.1)));
        final var result =
            train(Workers.with(m_network, slow), Workers.labeled(8, false), config(5, 8, 0.01, optimizer));
        final var line = 8 + 9 * optimizer.ordinal();
        final var losses = Workers.expected(line);
        for (var epoch = 0; epoch < 5; epoch++) {
            // float32 sums in another order, and Adam's epsilon at another place
            assertEquals(losses[epoch], result.history().get(epoch).trainingLoss(), 1e-4);
        }
        final var predictions = Workers.predict(result.network(), Workers.images(8), 8);
        for (var i = 0; i < 8; i++) {
            for (var k = 0; k < 3; k++) {
                assertEquals(Workers.expected(line + 1 + i)[k], predictions.get(i).values()[k], 1e-3);
            }
        }
    }

    @Test
    void aSoftmaxInTheNetworkGivesTheSameLosses() throws Exception {
        final var plain = train(m_network, Workers.labeled(8, false), config(3, 8, 0.01, Optimizer.SGD));
        final var softmax = train(Workers.withOutputs(Workers.network("softmax.pt"), 3, true),
            Workers.labeled(8, false), config(3, 8, 0.01, Optimizer.SGD));
        for (var epoch = 0; epoch < 3; epoch++) {
            // the logarithm of a rounded probability
            assertEquals(plain.history().get(epoch).trainingLoss(), softmax.history().get(epoch).trainingLoss(), 1e-5);
        }
    }

    @Test
    void frozenLayersAndBuffersStayBitIdentical() throws Exception {
        final var spec = LayerFreezer.allButHead(m_network.spec());
        final var result = train(Workers.with(m_network, spec), Workers.labeled(20, false), config(3));
        assertEquals(List.of("fc.bias", "fc.weight"), changed(result.network().archive()));
    }

    @Test
    void trainingOnlyANewHeadGivesWhatTheWholeNetworkGives() throws Exception {
        // the same network twice: its own head "fc" is run with the whole network, the new head "head" by itself
        final var own = Workers.with(m_network, LayerFreezer.allButHead(m_network.spec()));
        final var replaced = HeadReplacer.replace(m_network.spec(), Target.classes(List.of("a", "b", "c"), null),
                new HeadDesign(1));
        final var cut = m_folder.resolve("cut.pt");
        NetworkWriter.materialize(Workers.with(m_network, replaced), cut);
        NetworkWriter.replaceTensors(cut, Map.of("head.weight", floats("fc.weight"), "head.bias", floats("fc.bias")),
            cut);
        final var head = new Network(cut, LayerFreezer.allButHead(replaced.withHead(
            replaced.head().trained())));
        final var config = config(5, 3, 0.01, Optimizer.ADAM);
        final var items = Stream.concat(Workers.labeled(20, false), Workers.labeled(8, true)).toList();
        final var expected = train(own, items.stream(), config);
        final var actual = train(head, items.stream(), config);
        for (var epoch = 0; epoch < 5; epoch++) {
            // float32 sums in another order
            assertEquals(expected.history().get(epoch).trainingLoss(), actual.history().get(epoch).trainingLoss(),
                1e-5);
            assertEquals(expected.history().get(epoch).validationLoss(),
                actual.history().get(epoch).validationLoss(), 1e-5);
        }
    }

    private float[] floats(final String name) throws EngineException, IOException {
        final var buffer = NetworkReader.tensor(m_network.archive(), name).asFloatBuffer();
        final var floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }

    @Test
    void withNothingFrozenAllParametersChangeAndNoBuffer() throws Exception {
        final var result = train(m_network, Workers.labeled(20, false), config(3));
        assertEquals(List.of("conv.bias", "conv.weight", "fc.bias", "fc.weight", "norm.bias", "norm.weight"),
            changed(result.network().archive()));
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherSeedDoesNot() throws Exception {
        final var first = train(m_network, Workers.labeled(20, false), config(3));
        final var second = train(m_network, Workers.labeled(20, false), config(3));
        final var other = train(m_network, Workers.labeled(20, false),
            new TrainingConfig(3, 3, 0.01, Optimizer.ADAM, 43, Device.CPU));
        assertEquals(losses(first), losses(second));
        assertEquals(tensors(first.network().archive()), tensors(second.network().archive()));
        assertNotEquals(losses(first), losses(other));
    }

    @Test
    void twoTrainingsAtTheSameTimeGiveWhatEachGivesAlone() throws Exception {
        final var alone = tensors(train(m_network, Workers.labeled(40, false), config(20)).network().archive());
        final var others = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
            try {
                return tensors(train(m_network, Workers.labeled(40, false), config(20)).network().archive());
            } catch (EngineException | IOException ex) {
                throw new IllegalStateException(ex);
            }
        })).limit(2).toList();
        for (var other : others) {
            assertEquals(alone, other.get());
        }
    }

    @Test
    void theEpochWithTheLowestValidationLossIsKept() throws Exception {
        // learns labels that are wrong for the validation images, so each epoch makes those worse
        final var wrong = Workers.labeled(8, false).map(i -> new TrainingItem(i.image(), 0, false));
        final var validation = Workers.labeled(8, true).map(i -> new TrainingItem(i.image(), 2, true));
        final var result = train(m_network, Stream.concat(wrong, validation), config(4));
        final var losses = result.history().stream().map(EpochResult::validationLoss).toList();
        assertEquals(losses.stream().sorted().toList(), losses);
        assertEquals(1, result.bestEpoch());
        final var sum = Workers.predict(result.network(), Workers.images(8), 8).stream()
            .mapToDouble(p -> -Math.log(p.values()[2])).sum();
        assertEquals(losses.get(0), sum / 8, 1e-5); // float32
    }

    @Test
    void unreadableImagesAreLeftOutAndListed() throws Exception {
        final var items = new ArrayList<>(Workers.labeled(8, false).toList());
        items.add(3, new TrainingItem(new ImageItem.Absent("missing value"), 0, false));
        final var result = train(m_network, items.stream(), config(2));
        assertEquals(List.of(new FailedItem(3, "missing value")), result.failed());
    }

    @Test
    void trainingWithoutAReadableImageFailsWithTheFirstReason() {
        final var item = new TrainingItem(new ImageItem.Absent("missing value"), 0, false);
        assertEquals("None of the training images could be read; the first: missing value.",
            failure(m_network, Stream.of(item, item), config(1)).getMessage());
        assertEquals("There are no images to train on.",
            failure(m_network, Stream.empty(), config(1)).getMessage());
    }

    @Test
    void aFrozenNetworkIsNotTrained() throws Exception {
        final var spec = m_network.spec();
        final var frozen =
            spec.withPlan(spec.plan().withFrozen(spec.trainableParameters().keySet()));
        assertEquals("All layers of the network \"tiny\" are frozen.",
            failure(Workers.with(m_network, frozen), Workers.labeled(4, false), config(1)).getMessage());
    }

    @Test
    void aLossThatIsNoNumberFromTheStartFails() {
        final var failure = failure(m_network, Workers.labeled(8, false), config(3, 4, 1e30, Optimizer.SGD));
        assertEquals("The loss is not a number any more in epoch 1.", failure.getMessage());
        assertTrue(failure.resolution().contains("1.0E30"), failure.resolution());
    }

    @Test
    void aLossThatIsNoNumberLaterKeepsTheEpochsBefore() throws Exception {
        // one step an epoch: the first makes huge but finite parameters, whose products overflow in the second
        final var result = train(m_network, Workers.labeled(8, false), config(9, 8, 1e18, Optimizer.SGD));
        assertTrue(result.history().size() < 9, "epochs: " + result.history().size());
        assertEquals(result.history().size(), result.bestEpoch());
    }

    @Test
    void aLabelThatTheNetworkDoesNotHaveIsSaid() {
        final var items = Stream.of(new TrainingItem(Workers.image(0), 3, false));
        assertEquals("The network \"tiny\" predicts 3 classes, but image 0 has class number 3, counted from 0.",
            failure(Workers.withOutputs(m_network, 3, false), items, config(1)).getMessage());
    }

    @Test
    void aNetworkThatChangesItsOwnBuffersIsNotUsed() throws Exception {
        final var counting = Workers.network("counting.pt");
        final var failure = failure(counting, Workers.labeled(8, false), config(1));
        assertTrue(failure.getMessage().contains("has changed frozen layers or running statistics"),
            failure.getMessage());
        assertTrue(Files.notExists(m_folder.resolve("failed.pt")));
    }

    private EngineException failure(final Network network, final Stream<TrainingItem> items,
        final TrainingConfig config) {
        return assertThrows(EngineException.class, () -> Workers.engine().train(network, items.iterator(), config,
            m_folder.resolve("failed.pt"), Monitor.NONE, e -> { }));
    }

    private TrainingResult train(final Network network, final Stream<TrainingItem> items, final TrainingConfig config)
        throws EngineException, IOException {
        return Workers.engine().train(network, items.iterator(), config, Files.createTempFile(m_folder, "net", ".pt"),
            Monitor.NONE, e -> { });
    }

    private static TrainingConfig config(final int epochs) {
        return config(epochs, 3, 0.01, Optimizer.ADAM);
    }

    private static TrainingConfig config(final int epochs, final int batchSize, final double rate,
        final Optimizer optimizer) {
        return new TrainingConfig(epochs, batchSize, rate, optimizer, 42, Device.CPU);
    }

    private static List<Double> losses(final TrainingResult result) {
        return result.history().stream().map(EpochResult::trainingLoss).toList();
    }

    private List<String> changed(final Path archive) throws EngineException, IOException {
        final var before = tensors(m_network.archive());
        final var after = tensors(archive);
        assertEquals(before.keySet(), after.keySet());
        return before.keySet().stream().filter(n -> !before.get(n).equals(after.get(n))).toList();
    }

    private static Map<String, ByteBuffer> tensors(final Path archive) throws EngineException, IOException {
        final var tensors = new TreeMap<String, ByteBuffer>();
        for (var name : NetworkReader.tensorNames(archive)) {
            tensors.put(name, NetworkReader.tensor(archive, name));
        }
        return new LinkedHashMap<>(tensors);
    }
}
