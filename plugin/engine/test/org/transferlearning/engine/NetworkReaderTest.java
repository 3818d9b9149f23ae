// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.transferlearning.engine.archive.ZipReader;
import org.transferlearning.engine.archive.ZipWriter;

/** Expected tables, kinds and values are PyTorch's, see {@code test-data/make_fixtures.py}. */
class NetworkReaderTest {

    @TempDir
    Path m_folder;

    @ParameterizedTest
    @MethodSource("org.transferlearning.engine.TestNetworks#fixtures")
    void layerTableIsThatOfPyTorch(final String name) throws Exception {
        assertTable(TestNetworks.fixture(name), name);
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.engine.TestNetworks#realNetworks")
    void layerTableOfRealNetworksIsThatOfPyTorch(final String name) throws Exception {
        assertTable(TestNetworks.real(name), name);
    }

    private static void assertTable(final Path archive, final String name) throws Exception {
        final TestNetworks.Expected expected = TestNetworks.expected(name);
        final NetworkSpec spec = NetworkReader.read(archive);
        final var parameters = new ArrayList<String>();
        final var buffers = new ArrayList<String>();
        for (final Layer layer : spec.layers()) {
            layer.parameters().forEach(t -> parameters.add(layer.fullName(t) + " " + text(t)));
            layer.buffers().forEach(t -> buffers.add(layer.fullName(t) + " " + text(t)));
        }
        assertEquals(expected.parameters().stream().map(t -> t.name() + " " + t.shape()).toList(), parameters);
        assertEquals(expected.buffers().stream().map(t -> t.name() + " " + t.shape()).toList(), buffers);
        assertEquals(expected.layers(), spec.layers().stream().map(l -> l.path() + " " + l.kind()).toList());
    }

    private static String text(final Layer.Tensor tensor) {
        return tensor.shape().toString().replace(" ", "");
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.engine.TestNetworks#fixtures")
    void valuesAreBitwiseThoseOfPyTorch(final String name) throws Exception {
        assertValues(TestNetworks.fixture(name), name);
    }

    @Test
    void valuesOfARealNetworkAreBitwiseThoseOfPyTorch() throws Exception {
        assertValues(TestNetworks.real("resnet20_cifar10.scripted"), "resnet20_cifar10.scripted");
    }

    private static void assertValues(final Path archive, final String name) throws Exception {
        final TestNetworks.Expected expected = TestNetworks.expected(name);
        final var all = new ArrayList<>(expected.parameters());
        all.addAll(expected.buffers());
        assertEquals(all.stream().map(TestNetworks.Expected.Tensor::name).sorted().toList(),
            NetworkReader.tensorNames(archive).stream().sorted().toList());
        for (final TestNetworks.Expected.Tensor tensor : all) {
            final byte[] values = NetworkReader.tensor(archive, tensor.name()).array();
            final byte[] hash = MessageDigest.getInstance("SHA-256").digest(values);
            assertEquals(tensor.hash(), HexFormat.of().formatHex(hash), tensor.name());
        }
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.engine.TestNetworks#fixtures")
    void tellsTracedFromScripted(final String name) throws Exception {
        // "tied" has neither batch norm nor dropout
        assertEquals(name.endsWith(".traced"), NetworkReader.read(TestNetworks.fixture(name)).isTraced());
    }

    @ParameterizedTest
    @CsvSource({"tiny_mobilenet.scripted,classifier.1,8,5,false", "tiny_mobilenet.traced,classifier.1,8,5,false",
        "tiny_resnet.scripted,fc,8,5,false", "tiny_resnet.traced,fc,8,5,false", "log_softmax.scripted,fc2,7,5,false",
        "log_softmax.traced,fc2,7,5,false", "functional_softmax.scripted,fc2,7,5,true",
        "functional_softmax.traced,fc2,7,5,true", "softmaxed.scripted,5,6,5,true", "softmaxed.traced,5,6,5,true",
        "norm_head.scripted,head.2,6,5,false", "twins.scripted,second.1,6,6,false", "tied.scripted,b,3,3,false", "doubles.scripted,fc,5,5,false"})
    void headIsTheLastLinearLayer(final String name, final String layer, final int features, final int outputs,
        final boolean isProbabilities) throws Exception {
        final NetworkSpec spec = NetworkReader.read(TestNetworks.fixture(name));
        assertEquals(new Head(layer, features, outputs, true, isProbabilities, Target.UNKNOWN, null), spec.head());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inception.scripted", "inception.traced"})
    void aClassifierForTrainingOnlyIsNotTheHead(final String name) throws Exception {
        // the scripted one has "if self.training: aux = self.aux(x)"
        final NetworkSpec spec = NetworkReader.read(Architectures.file(name));
        assertEquals(new Head("fc", 16, 5, true, false, Target.UNKNOWN, null), spec.head());
    }

    @Test
    void cutPointsAreInNetworkOrder() throws Exception {
        // layer1 and layer2 have a skip connection in each of their parts
        assertEquals(List.of("conv1", "bn1", "relu", "layer1.0", "layer1.1", "layer1", "layer2.0", "layer2.1", "layer2",
            "avgpool", "fc"), NetworkReader.read(TestNetworks.fixture("tiny_resnet.scripted")).cutPoints().stream()
                .map(CutPoint::path).toList());
    }

    @Test
    void aLinearLayerInABranchIsTheHeadButNoCutPoint() throws Exception {
        final NetworkSpec spec = NetworkReader.read(TestNetworks.fixture("conditional.scripted"));
        assertEquals("fc", spec.head().layer());
        assertFalse(spec.head().isReplaceable());
        assertEquals("is behind a branch", spec.module("fc").orElseThrow().obstacle());
    }

    @Test
    void aLinearLayerThatIsHandedItsWeightIsTheHeadButNoCutPoint() throws Exception {
        final NetworkSpec spec = NetworkReader.read(TestNetworks.fixture("tied.traced"));
        assertEquals("b", spec.head().layer());
        // a and b share a weight that the parent hands to both
        assertFalse(spec.head().isReplaceable());
    }

    @Test
    void aNetworkThatEndsInAConvolutionHasNoHead() throws Exception {
        final NetworkSpec spec = NetworkReader.read(TestNetworks.real("squeezenet1_0_imagenet.scripted"));
        assertEquals(Head.NONE, spec.head());
    }

    @Test
    void blocksAreTheChildrenOfTheContainerWithNearlyAllLayers() throws Exception {
        assertEquals(List.of("features.0", "features.1", "features.2", "features.3", "classifier.1"),
            NetworkReader.read(TestNetworks.fixture("tiny_mobilenet.traced")).blocks());
    }

    @Test
    void blocksAreTheChildrenOfTheRootIfNoContainerHasNearlyAllLayers() throws Exception {
        assertEquals(List.of("conv1", "bn1", "layer1", "layer2", "fc"),
            NetworkReader.read(TestNetworks.fixture("tiny_resnet.scripted")).blocks());
    }

    @Test
    void nameIsTheFileNameWithoutItsEnding() throws Exception {
        assertEquals("tiny_resnet", NetworkReader.read(TestNetworks.fixture("tiny_resnet.scripted")).name());
    }

    @Test
    void aPlainNetworkHasNoClassesAndTheUsualPreprocessing() throws Exception {
        final NetworkSpec spec = NetworkReader.read(TestNetworks.fixture("tiny_resnet.scripted"));
        assertTrue(spec.classes().isEmpty());
        assertEquals(Preprocessing.IMAGENET, spec.preprocessing());
        assertEquals(TrainingPlan.EVERYTHING, spec.plan());
    }

    @Test
    void theTimeToReadANetworkGrowsWithItsLayersAndNotFaster() throws Exception {
        final long few = bestTimeToRead(100);
        final long many = bestTimeToRead(400);
        // four times the layers: 4 if linear, 16 if quadratic
        assertTrue(many < 10 * few, many + " ns for 400 layers, " + few + " ns for 100");
    }

    /** The best of several times of the processor, which other processes may use too. */
    private long bestTimeToRead(final int layers) throws Exception {
        final Path archive = m_folder.resolve(layers + ".pt");
        SyntheticArchive.sequence(archive, layers);
        assertEquals(layers, NetworkReader.read(archive).layers().size());
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            final long start = ProcessorTime.now();
            NetworkReader.read(archive);
            best = Math.min(best, ProcessorTime.now() - start);
        }
        return best;
    }

    /** A committed network with one more entry. */
    private Path with(final String network, final String entry, final String text) throws Exception {
        final Path archive = m_folder.resolve("notes.pt");
        try (var zip = new ZipWriter(archive); var source = ZipReader.open(TestNetworks.fixture(network))) {
            for (final ZipReader.Entry other : source.entries()) {
                zip.copy(source, other);
            }
            final String first = source.entries().get(0).name();
            zip.add(first.substring(0, first.indexOf('/')) + "/extra/" + entry, text.getBytes(UTF_8));
        }
        return archive;
    }

    @ParameterizedTest
    @ValueSource(strings = {"preprocessing.crop = wide", "class.00000 = cat",
        "task = REGRESSION\nscale.mean.00000 = 1\nscale.deviation.00000 = 0",
        "task = REGRESSION\nscale.mean.00000 = 1\nscale.deviation.00000 = 2"})
    void brokenNotesAreRefused(final String notes) throws Exception {
        final Path archive = with("tiny_resnet.scripted", "network.properties", notes);
        final var e = assertThrows(EngineException.class, () -> NetworkReader.read(archive));
        assertTrue(e.getMessage().contains("extra/network.properties"), e.getMessage());
    }

    @Test
    void labelsThatOthersHaveAddedAreTheClassesIfThereIsOneForEachOutput() throws Exception {
        final NetworkSpec spec =
            NetworkReader.read(with("tiny_resnet.scripted", "labels.txt", "ant\nbee\ncat\ndog\nemu\n"));
        assertEquals(List.of("ant", "bee", "cat", "dog", "emu"), spec.classes());
        final NetworkSpec other = NetworkReader.read(with("tiny_resnet.scripted", "labels.txt", "ant\nbee\n"));
        assertEquals(List.of(), other.classes());
        assertEquals(List.of("Left out 2 labels in the file: the network has 5 outputs."), other.lineage());
    }

    @Test
    void labelsTellTheNumberOfOutputsWhereTheHeadDoesNot() throws Exception {
        final Path archive = with("architectures/squeezenet.traced", "labels.txt", "ant\nbee\n");
        assertEquals(2, NetworkReader.read(archive).head().outputs());
    }

    @Test
    void namesAnAbsentTensor() {
        final var e = assertThrows(EngineException.class,
            () -> NetworkReader.tensor(TestNetworks.fixture("tiny_resnet.scripted"), "layer9.weight"));
        assertTrue(e.getMessage().contains("\"layer9.weight\""));
        assertFalse(e.resolution().isEmpty());
    }
}
