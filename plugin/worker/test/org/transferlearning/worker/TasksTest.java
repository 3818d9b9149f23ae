// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.NetworkWriter;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Target.Scale;
import org.transferlearning.engine.Task;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.EpochResult;
import org.transferlearning.engine.job.Prediction;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.job.TrainingConfig.Optimizer;
import org.transferlearning.engine.job.TrainingItem;
import org.transferlearning.engine.job.TrainingResult;

/** Several labels and numbers, against what PyTorch gave ({@code test-data/networks/make_tasks.py}). */
class TasksTest {

    /** Between PyTorch 1.13 and 2.7: float32 sums in another order, over 5 steps. */
    private static final double TOLERANCE = 1e-4;

    private static final Target LABELS = new Target(Task.MULTI_LABEL, List.of("1", "2", "4"), List.of(), null);

    private static final Target NUMBERS = new Target(Task.REGRESSION, List.of("a", "b", "c"),
        List.of(new Scale(1035, 23), new Scale(-8.75, 8), new Scale(0.001, 0.0008)), null);

    @TempDir
    private Path m_folder;

    @Test
    void labelsAreLearnedAsInPyTorch() throws Exception {
        final var result = train(network("tiny.pt", LABELS, false), labeled(8, false), 5);
        assertHistory(0, result.history());
        assertPredictions(2, new double[]{1, 1, 1}, Workers.predict(result.network(), Workers.images(8), 3));
    }

    @Test
    void numbersAreLearnedAsInPyTorch() throws Exception {
        final var result = train(network("tiny.pt", NUMBERS, false), numbered(8, false), 5);
        assertHistory(10, result.history());
        assertPredictions(12, NUMBERS.scales().stream().mapToDouble(Scale::deviation).toArray(),
            Workers.predict(result.network(), Workers.images(8), 3));
    }

    /** At 0, formulas of absolute values have no gradient. */
    @Test
    void labelsAreLearnedFromALastLayerOfZeros() throws Exception {
        final var network = withLastLayer(0);
        assertLosses(Workers.expected("tasks.txt", 20), train(network, labeled(8, false), 5).history());
    }

    /** The exponential of such outputs overflows. */
    @Test
    void theLossOfHugeOutputsIsANumber() throws Exception {
        final var loss = train(withLastLayer(1000), labeled(8, false), 1).history().get(0).trainingLoss();
        assertEquals(Workers.expected("tasks.txt", 21)[0], loss, 1e-2); // outputs up to 3000 in float32
    }

    @Test
    void aSigmoidInTheNetworkGivesTheSameLossesAndProbabilities() throws Exception {
        final var network = network("sigmoid.pt", LABELS, true);
        final var result = train(network, labeled(8, false), 5);
        assertHistory(0, result.history());
        assertPredictions(2, new double[]{1, 1, 1}, Workers.predict(result.network(), Workers.images(8), 8));
    }

    @Test
    void theEpochWithTheLowestValidationLossIsKeptForNumbersToo() throws Exception {
        // learns numbers far above the validation images', so each epoch makes those worse
        final var above = Workers.images(8).map(i -> new TrainingItem(i, new double[]{2000, 50, 0.01}, false));
        final var below = Workers.images(8).map(i -> new TrainingItem(i, new double[]{0, -50, -0.01}, true));
        final var result = train(network("tiny.pt", NUMBERS, false), Stream.concat(above, below), 3);
        final var losses = result.history().stream().map(EpochResult::validationLoss).toList();
        assertEquals(losses.stream().sorted().toList(), losses);
        assertEquals(1, result.bestEpoch());
        final var error = Workers.predict(result.network(), Workers.images(8), 8).stream().mapToDouble(
            p -> (Math.abs(p.values()[0]) + Math.abs(p.values()[1] + 50) + Math.abs(p.values()[2] + 0.01)) / 3).sum();
        assertEquals(error / 8, result.history().get(0).validationMeasure(), 1e-3); // float32, numbers around 1000
    }

    @Test
    void aHeadAloneLearnsOneNumber() throws Exception {
        // the image's number, which its pixels give away: the more, the brighter
        final var spec = HeadReplacer.replace(Workers.network("tiny.pt").spec(),
            Target.classes(List.of("any", "other"), null), new HeadDesign(3));
        final var target = new Target(Task.REGRESSION, List.of("x", "y"),
            List.of(new Scale(3.5, 2.3), new Scale(-35, 23)), null);
        final var network = Workers.with(Workers.network("tiny.pt"), spec.withHead(spec.head().withTarget(target)));
        final var items = IntStream.range(0, 8)
            .mapToObj(i -> new TrainingItem(Workers.image(i), new double[]{i, -10.0 * i}, false));
        final var result = train(network, items, 300);
        // 8 images and far more parameters: they can be learned by heart
        assertTrue(result.history().get(299).trainingMeasure() < 0.2, () -> "" + result.history().get(299));
        final var predictions = Workers.predict(result.network(), Workers.images(8), 8);
        for (var i = 0; i < 8; i++) {
            assertEquals(i, predictions.get(i).values()[0], 0.3);
            assertEquals(-10.0 * i, predictions.get(i).values()[1], 3);
        }
    }

    @Test
    void targetsThatTheNetworkCannotLearnAreSaid() {
        assertEquals("The network \"tiny\" predicts 3 numbers, but image 1 has 2.",
            failure(NUMBERS, new double[]{1, 2, 3}, new double[]{1, 2}).getMessage());
        assertEquals("A number to predict for image 0 is NaN.",
            failure(NUMBERS, new double[]{1, 2, Double.NaN}).getMessage());
        assertEquals("A label of image 0 has the value 0.5.", failure(LABELS, new double[]{1, 0.5, 0}).getMessage());
        assertEquals("The network \"tiny\" predicts 3 labels, but image 0 has 1.",
            failure(LABELS, new double[]{1}).getMessage());
    }

    @Test
    void theEmbeddingIsTheInputOfANewHead() throws Exception {
        final var tiny = Workers.network("tiny.pt");
        final var spec = HeadReplacer.replace(tiny.spec(), Target.classes(List.of("any", "other"), null),
            new HeadDesign(1));
        final var archive = m_folder.resolve("replaced.pt");
        NetworkWriter.materialize(Workers.with(tiny, spec), archive);
        final var network = new Network(archive, spec.withHead(spec.head().trained()));
        final var weight = floats(archive, Head.NEW_LAYER + ".weight");
        final var bias = floats(archive, Head.NEW_LAYER + ".bias");
        for (var prediction : predictWithEmbeddings(network)) {
            assertEquals(6 * 16, prediction.embedding().length);
            // log-odds of two classes: the difference of the last layer's outputs for the embedding
            var logit = (double)bias[0] - bias[1];
            for (var i = 0; i < 96; i++) {
                logit += prediction.embedding()[i] * (weight[i] - weight[96 + i]);
            }
            assertEquals(logit, Math.log(prediction.values()[0] / prediction.values()[1]), 1e-4); // float32 sums
        }
        assertNull(Workers.predict(network, Workers.images(1), 1).get(0).embedding());
    }

    @Test
    void embeddingsChangeNoPrediction() throws Exception {
        final var hidden = new HeadDesign.Hidden(5, HeadDesign.Activation.RELU, false, 0);
        for (var design : List.of(new HeadDesign(1),
            new HeadDesign("", null, List.of(hidden), HeadDesign.Weights.UNIFORM, List.of(), 1))) {
            final var tiny = Workers.network("tiny.pt");
            final var network = Workers.with(tiny,
                HeadReplacer.replace(tiny.spec(), Target.classes(List.of("any", "other"), null), design));
            final var without = Workers.predict(network, Workers.images(8), 3);
            final var with = predictWithEmbeddings(network);
            for (var i = 0; i < 8; i++) {
                assertArrayEquals(without.get(i).values(), with.get(i).values(), 1e-6); // the same sums in float32
                assertEquals(6 * 16, with.get(i).embedding().length);
            }
        }
    }

    @Test
    void aNetworkWithItsOwnHeadGivesNoEmbeddings() {
        final var failure =
            assertThrows(EngineException.class, () -> predictWithEmbeddings(Workers.network("tiny.pt")));
        assertEquals("The network \"tiny\" gives no embeddings.", failure.getMessage());
        assertTrue(failure.resolution().contains("Replace Head"), failure.resolution());
    }

    private static List<Prediction> predictWithEmbeddings(final Network network) throws EngineException, IOException {
        final var predictions = new ArrayList<Prediction>();
        Workers.engine().predict(network, Workers.images(8).iterator(), new PredictionConfig(3, Device.CPU, true),
            Monitor.NONE, predictions::add);
        return predictions;
    }

    /** The network with the weights of its last layer times a factor, and with 0 also its bias. */
    private Network withLastLayer(final int factor) throws EngineException, IOException {
        final var network = network("tiny.pt", LABELS, false);
        final var weight = floats(network.archive(), "fc.weight");
        final var bias = floats(network.archive(), "fc.bias");
        IntStream.range(0, weight.length).forEach(i -> weight[i] *= factor);
        final var archive = m_folder.resolve("scaled.pt");
        NetworkWriter.replaceTensors(network.archive(),
            Map.of("fc.weight", weight, "fc.bias", factor == 0 ? new float[bias.length] : bias), archive);
        return new Network(archive, network.spec());
    }

    private static float[] floats(final Path archive, final String name) throws EngineException, IOException {
        final var buffer = NetworkReader.tensor(archive, name).asFloatBuffer();
        final var floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }

    private static Network network(final String file, final Target target, final boolean isProbabilities)
        throws EngineException, IOException {
        final var network = Workers.withOutputs(Workers.network(file), 3, isProbabilities);
        return Workers.with(network, network.spec().withHead(network.spec().head().withTarget(target)));
    }

    /** Images 0, 1, …, whose labels are the bits of their numbers. */
    private static Stream<TrainingItem> labeled(final int count, final boolean isValidation) {
        return IntStream.range(0, count).mapToObj(
            i -> new TrainingItem(Workers.image(i), new double[]{i & 1, i >> 1 & 1, i >> 2 & 1}, isValidation));
    }

    /** Images 0, 1, … with three numbers each. */
    private static Stream<TrainingItem> numbered(final int count, final boolean isValidation) {
        return IntStream.range(0, count).mapToObj(i -> new TrainingItem(Workers.image(i),
            new double[]{1000 + 10 * i, -i * i / 2.0, i % 3 / 1000.0}, isValidation));
    }

    private TrainingResult train(final Network network, final Stream<TrainingItem> items, final int epochs)
        throws EngineException, IOException {
        return Workers.engine().train(network, items.iterator(),
            new TrainingConfig(epochs, 8, 0.01, Optimizer.SGD, 42, Device.CPU),
            Files.createTempFile(m_folder, "net", ".pt"), Monitor.NONE, e -> { });
    }

    private EngineException failure(final Target target, final double[]... targets) {
        final var items = IntStream.range(0, targets.length)
            .mapToObj(i -> new TrainingItem(Workers.image(i), targets[i], false));
        return assertThrows(EngineException.class, () -> train(network("tiny.pt", target, false), items, 1));
    }

    private static void assertHistory(final int line, final List<EpochResult> history) throws IOException {
        assertLosses(Workers.expected("tasks.txt", line), history);
        assertArrayEquals(Workers.expected("tasks.txt", line + 1),
            history.stream().mapToDouble(EpochResult::trainingMeasure).toArray(), 10 * TOLERANCE); // up to 15
    }

    private static void assertLosses(final double[] expected, final List<EpochResult> history) {
        assertArrayEquals(expected, history.stream().mapToDouble(EpochResult::trainingLoss).toArray(), TOLERANCE);
    }

    private static void assertPredictions(final int line, final double[] units, final List<Prediction> predictions)
        throws IOException {
        assertEquals(8, predictions.size());
        for (var i = 0; i < 8; i++) {
            final var expected = Workers.expected("tasks.txt", line + i);
            for (var k = 0; k < 3; k++) {
                assertEquals(expected[k], predictions.get(i).values()[k], TOLERANCE * units[k]);
            }
        }
    }
}
