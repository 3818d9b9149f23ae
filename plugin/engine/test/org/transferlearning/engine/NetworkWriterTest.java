// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.transferlearning.engine.archive.ZipReader;

class NetworkWriterTest {

    private static final List<String> CLASSES = List.of("ants", "bees");

    @TempDir
    Path m_folder;

    private Path withNewHead(final Path archive, final long seed) throws Exception {
        final Path target = m_folder.resolve("new" + seed + ".pt");
        final NetworkSpec spec = HeadReplacer.replace(NetworkReader.read(archive), Target.classes(CLASSES, null),
                new HeadDesign(seed));
        NetworkWriter.materialize(new Network(archive, spec), target);
        return target;
    }

    private static Map<String, ByteBuffer> tensors(final Path archive) throws Exception {
        final var tensors = new LinkedHashMap<String, ByteBuffer>();
        for (final String name : NetworkReader.tensorNames(archive)) {
            tensors.put(name, NetworkReader.tensor(archive, name));
        }
        return tensors;
    }

    private static Map<String, byte[]> entries(final Path archive) throws IOException {
        try (var zip = ZipReader.open(archive)) {
            final var entries = new LinkedHashMap<String, byte[]>();
            for (final ZipReader.Entry entry : zip.entries()) {
                final String name = entry.name().substring(entry.name().indexOf('/') + 1);
                entries.put(name, zip.read(entry, 1 << 24));
            }
            return entries;
        }
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.engine.TestNetworks#cutFixtures")
    void writtenNetworkIsWhatTheSpecificationSays(final String name) throws Exception {
        final Path archive = TestNetworks.fixture(name);
        final NetworkSpec spec = HeadReplacer.replace(NetworkReader.read(archive), Target.classes(CLASSES, null),
                new HeadDesign(5));
        final NetworkSpec written = NetworkReader.read(withNewHead(archive, 5));
        assertEquals(spec.layers(), written.layers());
        assertEquals(spec.isTraced(), written.isTraced());
        // a container whose last part was the old head may have become one
        assertTrue(written.cutPoints().containsAll(spec.cutPoints()), written.cutPoints().toString());
        assertEquals(spec.lineage(), written.lineage());
        final Head head = spec.head();
        assertEquals(new Head("head", head.features(), 2, true, false, Target.classes(CLASSES, null), null), written.head());
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.engine.TestNetworks#cutFixtures")
    void everyTensorBeforeTheCutStaysBitIdenticalAndThoseBehindItGo(final String name) throws Exception {
        final Path archive = TestNetworks.fixture(name);
        final String oldHead = NetworkReader.read(archive).head().layer();
        final Map<String, ByteBuffer> expected = new HashMap<>();
        tensors(archive).forEach((tensor, values) -> {
            if (!tensor.startsWith(oldHead + ".")) {
                expected.put(tensor.replaceFirst("^head\\.", "head_before."), values);
            }
        });
        final Map<String, ByteBuffer> written = tensors(withNewHead(archive, 5));
        written.remove("head.weight");
        written.remove("head.bias");
        assertEquals(expected, written);
    }

    @Test
    void valuesBehindTheCutAreNotCopied() throws Exception {
        final Path archive = TestNetworks.real("mobilenet_v2_imagenet.scripted");
        // 1000 × 1280 weights and 1000 biases of 4 bytes go, 2 × 1280 + 2 come
        final long saved = 4 * (1000 * 1280 + 1000 - 2 * 1280 - 2);
        final long before = entries(archive).values().stream().mapToLong(b -> b.length).sum();
        final long after = entries(withNewHead(archive, 1)).values().stream().mapToLong(b -> b.length).sum();
        assertEquals(before - saved, after, 10_000, "debug information and the new layer's code differ");
    }

    @Test
    void newHeadIsUniformWithinOneOverTheRootOfTheFeatures() throws Exception {
        final Path written = withNewHead(TestNetworks.real("mobilenet_v2_imagenet.traced"), 3);
        final ByteBuffer weight = NetworkReader.tensor(written, "head.weight");
        // 1/√1280 = 0.02795; the mean of 2560 values has the standard deviation 0.02795/√3/√2560 = 0.00032
        double sum = 0;
        double largest = 0;
        while (weight.hasRemaining()) {
            final float value = weight.getFloat();
            sum += value;
            largest = Math.max(largest, Math.abs(value));
        }
        assertEquals(0, sum / 2560, 4 * 0.00032);
        assertTrue(largest <= 0.027951 && largest > 0.0275, "" + largest);
    }

    @Test
    void aTensorThatHasTheNameOfTheNewHeadGetsAnother() throws Exception {
        final Path archive = m_folder.resolve("net.pt");
        SyntheticArchive.withBuffer(archive, "head", "x = torch.add(x, self.head)\nreturn (self.c).forward(x, )");
        final NetworkSpec spec = HeadReplacer.replace(NetworkReader.read(archive),
            Target.classes(List.of("a", "b"), null), new HeadDesign(1));
        assertEquals("head_before", spec.module("").orElseThrow().buffers().get(0).name());
        final Path written = m_folder.resolve("new.pt");
        NetworkWriter.materialize(new Network(archive, spec), written);
        assertEquals(spec.layers(), NetworkReader.read(written).layers());
    }

    @Test
    void sameSeedGivesTheSameFileAndAnotherSeedOtherValues() throws Exception {
        final Path archive = TestNetworks.fixture("tiny_mobilenet.scripted");
        final Path first = withNewHead(archive, 1);
        final byte[] bytes = Files.readAllBytes(first);
        Files.delete(first);
        assertArrayEquals(bytes, Files.readAllBytes(withNewHead(archive, 1)));
        assertNotEquals(NetworkReader.tensor(first, "head.weight"),
            NetworkReader.tensor(withNewHead(archive, 2), "head.weight"));
    }

    @Test
    void aReplacedHeadCanBeReplacedAgain() throws Exception {
        final Path once = withNewHead(TestNetworks.fixture("norm_head.traced"), 1);
        final NetworkSpec spec = HeadReplacer.replace(NetworkReader.read(once), Target.classes(List.of("a", "b", "c", "d"), null),
                new HeadDesign(2));
        final Path twice = m_folder.resolve("twice.pt");
        NetworkWriter.materialize(new Network(once, spec), twice);
        assertEquals(spec.layers(), NetworkReader.read(twice).layers());
        assertEquals(4, NetworkReader.read(twice).head().outputs());
        assertEquals(entries(once).keySet().size(), entries(twice).keySet().size());
    }

    @Test
    void anUnchangedNetworkIsCopiedByteForByteWithItsNotes() throws Exception {
        final Path archive = TestNetworks.fixture("tiny_resnet.traced");
        final var preprocessing = new Preprocessing(0, 16, Preprocessing.Channels.BGR, 1, List.of(104.0, 117.0, 123.0),
            List.of(1.0, 1.0, 1.0));
        final List<String> classes = List.of("one", "zwei", "τρία", "a\nb = c", "#5");
        final NetworkSpec read = NetworkReader.read(archive);
        final NetworkSpec spec =
            read.withHead(read.head().withTarget(Target.classes(classes, null))).withPreprocessing(preprocessing).withStep("Tried.");
        final Path target = m_folder.resolve("copy.pt");
        NetworkWriter.materialize(new Network(archive, spec), target);
        final NetworkSpec written = NetworkReader.read(target);
        assertEquals(classes, written.classes());
        assertEquals(preprocessing, written.preprocessing());
        assertEquals(List.of("Tried."), written.lineage());
        final Map<String, byte[]> copies = entries(target);
        entries(archive).forEach((name, content) -> assertArrayEquals(content, copies.get(name), name));
        assertEquals("one\nzwei\nτρία\na b = c\n#5\n",
            new String(copies.get("extra/labels.txt"), java.nio.charset.StandardCharsets.UTF_8));
        assertEquals(entries(archive).size() + 2, copies.size());
    }

    @Test
    void newValuesReplaceTheNamedParametersAndNothingElse() throws Exception {
        final Path archive = TestNetworks.fixture("tiny_resnet.scripted");
        final Path target = m_folder.resolve("trained.pt");
        NetworkWriter.replaceTensors(archive, Map.of("fc.bias", new float[]{1, 2, 3, 4, 5}), target);
        final Map<String, ByteBuffer> expected = tensors(archive);
        expected.put("fc.bias", expected.get("fc.bias").duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN));
        final ByteBuffer bias = ByteBuffer.allocate(20).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        bias.putFloat(1).putFloat(2).putFloat(3).putFloat(4).putFloat(5).flip();
        expected.put("fc.bias", bias);
        assertEquals(expected, tensors(target));
        final Map<String, byte[]> before = entries(archive);
        final long changed = entries(target).entrySet().stream()
            .filter(e -> !java.util.Arrays.equals(e.getValue(), before.get(e.getKey()))).count();
        assertEquals(1, changed);
    }

    @Test
    void newValuesOfATensorThatIsNotInRowMajorOrderKeepTheirPlaces() throws Exception {
        final Path archive = TestNetworks.fixture("tied.scripted");
        final Path target = m_folder.resolve("trained.pt");
        final ByteBuffer values = NetworkReader.tensor(archive, "conv.weight");
        final float[] doubled = new float[81];
        for (int i = 0; i < doubled.length; i++) {
            doubled[i] = 2 * values.getFloat(4 * i);
        }
        NetworkWriter.replaceTensors(archive, Map.of("conv.weight", doubled), target);
        final ByteBuffer written = NetworkReader.tensor(target, "conv.weight");
        for (int i = 0; i < doubled.length; i++) {
            assertEquals(doubled[i], written.getFloat(4 * i), 0, "exact: only copied");
        }
    }

    @Test
    void newValuesMayReplaceTheArchiveItself() throws Exception {
        final Path archive = Files.copy(TestNetworks.fixture("tiny_resnet.traced"), m_folder.resolve("net.pt"));
        NetworkWriter.replaceTensors(archive, Map.of("bn1.bias", new float[4]), archive);
        assertEquals(ByteBuffer.allocate(16), NetworkReader.tensor(archive, "bn1.bias"));
        assertOnly("net.pt");
    }

    @Test
    void valuesOfAnotherSizeAreRefused() {
        final var e = assertThrows(EngineException.class,
            () -> NetworkWriter.replaceTensors(TestNetworks.fixture("tiny_resnet.scripted"),
                Map.of("fc.bias", new float[4]), m_folder.resolve("never.pt")));
        assertEquals("The network in \"tiny_resnet.scripted.pt\" has no parameter \"fc.bias\" with 4 values.",
            e.getMessage());
        assertFalse(Files.exists(m_folder.resolve("never.pt")));
    }

    @Test
    void aNetworkThatDoesNotFitTheSpecificationIsRefusedAndLeavesNoFile() throws Exception {
        final NetworkSpec spec =
            HeadReplacer.replace(NetworkReader.read(TestNetworks.fixture("tiny_resnet.scripted")),
                Target.classes(CLASSES, null), new HeadDesign(1));
        final var e = assertThrows(EngineException.class, () -> NetworkWriter.materialize(
            new Network(TestNetworks.fixture("softmaxed.scripted"), spec), m_folder.resolve("never.pt")));
        assertEquals("The network in \"softmaxed.scripted.pt\" has 6 features before its last layer, not 8.", e.getMessage());
        assertOnly();
    }

    @Test
    void anArchiveWithoutItsTensorsIsRefusedAndLeavesNoFile() throws Exception {
        final Path whole = TestNetworks.fixture("tiny_resnet.scripted");
        final Path broken = m_folder.resolve("broken.pt");
        try (var zip = new org.transferlearning.engine.archive.ZipWriter(broken);
                var source = ZipReader.open(whole)) {
            for (final ZipReader.Entry entry : source.entries()) {
                if (!entry.name().endsWith("/data/0")) {
                    zip.copy(source, entry);
                }
            }
        }
        final var e = assertThrows(EngineException.class, () -> NetworkWriter.replaceTensors(broken,
            Map.of("conv1.weight", new float[108]), m_folder.resolve("never.pt")));
        assertTrue(e.getMessage().contains("data/0"), e.getMessage());
        assertOnly("broken.pt");
    }

    @Test
    void anAbsentFolderIsNamed() {
        final Path target = m_folder.resolve("absent/new.pt");
        final var e = assertThrows(EngineException.class, () -> NetworkWriter
            .replaceTensors(TestNetworks.fixture("tiny_resnet.scripted"), Map.of(), target));
        assertEquals("There is no folder \"" + target.getParent() + "\".", e.getMessage());
    }

    private void assertOnly(final String... names) throws IOException {
        try (var files = Files.list(m_folder)) {
            assertEquals(List.of(names), files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }
}
