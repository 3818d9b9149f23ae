// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.transferlearning.engine.Preprocessing.Channels;

/** What DJL makes of exported folders is tested where DJL is, in the worker. */
class NetworkExporterTest {

    private static final Preprocessing GRAY =
        new Preprocessing(40, 32, Channels.GRAY, 1 / 255.0, List.of(0.0), List.of(1.0));

    @TempDir
    Path m_folder;

    private Network m_network;

    @BeforeEach
    void readNetwork() throws Exception {
        final Path archive = TestNetworks.fixture("tiny_resnet.scripted");
        final NetworkSpec spec = NetworkReader.read(archive);
        final List<String> classes = List.of("a", "b c", "d\ne", "ü", "#1");
        m_network = new Network(archive, spec.withHead(spec.head().withTarget(Target.classes(classes, null))));
    }

    private NetworkExporter.Destination target(final String name, final boolean isOverwriting) {
        return new NetworkExporter.Destination(m_folder.resolve("new/out"), name, isOverwriting, true);
    }

    private Network with(final Preprocessing preprocessing) {
        return new Network(m_network.archive(), m_network.spec().withPreprocessing(preprocessing));
    }

    private Properties export(final Network network) throws Exception {
        final List<Path> files = NetworkExporter.export(network, target("net", true), Monitor.NONE);
        final var properties = new Properties();
        try (var in = Files.newBufferedReader(files.get(2))) {
            properties.load(in);
        }
        return properties;
    }

    private static List<String> names(final Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theFolderHasTheNetworkItsClassesAndItsPreprocessing() throws Exception {
        final Properties properties = export(with(Preprocessing.IMAGENET));
        final Path out = m_folder.resolve("new/out");
        assertEquals(List.of("net.pt", "serving.properties", "synset.txt"), names(out));
        assertEquals("a\nb c\nd e\nü\n#1\n", Files.readString(out.resolve("synset.txt")));
        final var expected = new Properties();
        expected.putAll(Map.ofEntries(Map.entry("engine", "PyTorch"),
            Map.entry("option.modelName", "net"), Map.entry("flag", "COLOR"),
            Map.entry("translatorFactory",
                "ai.djl.modality.cv.translator.ImageClassificationTranslatorFactory"),
            Map.entry("width", "224"), Map.entry("height", "224"),
            Map.entry("resizeShort", "256"), Map.entry("centerCrop", "true"),
            Map.entry("toTensor", "true"),
            Map.entry("normalize", "0.485,0.456,0.406,0.229,0.224,0.225"),
            Map.entry("applySoftmax", "true"), Map.entry("synsetFileName", "synset.txt")));
        assertEquals(expected, properties);
    }

    @Test
    void whatIsKnownOfTheNetworkComesBack() throws Exception {
        final NetworkSpec trained = m_network.spec().withHead(m_network.spec().head()
            .withTarget(m_network.spec().head().target().withColumn("Kind = \"x\" ")))
            .withPreprocessing(GRAY).withName("net").withStep("Trained.");
        export(new Network(m_network.archive(), trained));
        assertEquals(trained, NetworkReader.read(m_folder.resolve("new/out/net.pt")));
    }

    @Test
    void numbersAreExplainedAndComeBackWithTheirScales() throws Exception {
        final var target = new Target(Task.REGRESSION, List.of("price", "a\nb", "c", "d", "e"),
            Stream.of(-1.5, 2.0, 3.0, 4.0, 5.0).map(m -> new Target.Scale(m, 0.25)).toList(), null);
        final NetworkSpec spec = m_network.spec().withName("net").withHead(m_network.spec().head().withTarget(target));
        final Properties properties = export(new Network(m_network.archive(), spec));
        assertEquals("ai.djl.modality.cv.translator.ImageFeatureExtractorFactory",
            properties.getProperty("translatorFactory"));
        assertFalse(properties.containsKey("applySoftmax"));
        final String text = Files.readString(m_folder.resolve("new/out/serving.properties"));
        assertTrue(text.contains("\n#   price = number * 0.25 + -1.5\n#   a b = number * 0.25 + 2.0\n"), text);
        assertEquals(target, NetworkReader.read(m_folder.resolve("new/out/net.pt")).head().target());
    }

    @Test
    void severalLabelsAreExplainedAndComeBack() throws Exception {
        final var target = new Target(Task.MULTI_LABEL, List.of("a", "b", "c", "d", "e"), List.of(), "Labels");
        final NetworkSpec spec = m_network.spec().withHead(m_network.spec().head().withTarget(target));
        assertFalse(export(new Network(m_network.archive(), spec)).containsKey("applySoftmax"));
        final String text = Files.readString(m_folder.resolve("new/out/serving.properties"));
        assertTrue(text.contains("1 / (1 + exp(-logit))"), text);
        assertEquals(target, NetworkReader.read(m_folder.resolve("new/out/net.pt")).head().target());
    }

    @Test
    void anUntrainedHeadIsWrittenWithItsValues() throws Exception {
        final NetworkSpec spec = HeadReplacer.replace(m_network.spec(), Target.classes(List.of("x", "y"), null),
                new HeadDesign(3));
        export(new Network(m_network.archive(), spec));
        final Path direct = m_folder.resolve("direct.pt");
        NetworkWriter.materialize(new Network(m_network.archive(), spec), direct);
        assertArrayEquals(Files.readAllBytes(direct), Files.readAllBytes(m_folder.resolve("new/out/net.pt")));
    }

    @Test
    void valuesFrom0To255AreSaidInTheUnit0To1() throws Exception {
        final var raw =
            new Preprocessing(0, 16, Channels.RGB, 1, List.of(127.5, 0.0, 255.0), List.of(51.0, 255.0, 127.5));
        final Properties properties = export(with(raw));
        // each number divided by 255
        assertEquals("0.5,0.0,1.0,0.2,1.0,0.5", properties.getProperty("normalize"));
        assertEquals(null, properties.getProperty("resizeShort"));
    }

    @Test
    void classesThatNobodyNamedGetNumbers() throws Exception {
        export(new Network(m_network.archive(), NetworkReader.read(m_network.archive())));
        assertEquals("0\n1\n2\n3\n4\n", Files.readString(m_folder.resolve("new/out/synset.txt")));
    }

    @Test
    void whatDjlCannotPrepareIsSaidAndGetsNoTranslator() throws Exception {
        final var normalized = new Preprocessing(0, 16, Channels.GRAY, 1, List.of(127.0), List.of(60.0));
        final var bgr = new Preprocessing(0, 16, Channels.BGR, 1, List.of(1.0, 2.0, 3.0), List.of(1.0, 1.0, 1.0));
        for (final Preprocessing preprocessing : List.of(normalized, bgr)) {
            final String obstacle = NetworkExporter.obstacle(with(preprocessing).spec()).orElseThrow();
            final Properties properties = export(with(preprocessing));
            assertEquals(null, properties.getProperty("translatorFactory"));
            assertTrue(Files.readString(m_folder.resolve("new/out/serving.properties")).contains(obstacle));
        }
        assertEquals(Optional.empty(), NetworkExporter.obstacle(with(GRAY).spec()));
        assertEquals("GRAYSCALE", export(with(GRAY)).getProperty("flag"));
    }

    @Test
    void existingFilesStayUnlessTheyAreToBeOverwritten() throws Exception {
        export(m_network);
        final Path out = m_folder.resolve("new/out");
        Files.writeString(out.resolve("net.pt"), "mine");
        Files.writeString(out.resolve("notes.txt"), "mine, too");
        final var e = assertThrows(EngineException.class,
            () -> NetworkExporter.export(m_network, target("net", false), Monitor.NONE));
        assertEquals("The folder \"" + out + "\" already has a file \"net.pt\".", e.getMessage());
        assertEquals("mine", Files.readString(out.resolve("net.pt")));
        export(m_network);
        assertEquals(m_network.spec().classes(), NetworkReader.read(out.resolve("net.pt")).classes());
        assertEquals(List.of("net.pt", "notes.txt", "serving.properties", "synset.txt"), names(out));
    }

    @Test
    void anAbsentFolderIsCreatedOnlyOnRequest() {
        final Path absent = m_folder.resolve("absent");
        final var e = assertThrows(EngineException.class,
            () -> NetworkExporter.export(m_network, new NetworkExporter.Destination(absent, "net", true, false),
                Monitor.NONE));
        assertEquals("There is no folder \"" + absent + "\".", e.getMessage());
        assertFalse(Files.exists(absent));
    }

    @Test
    void aFileIsNoFolder() throws Exception {
        final Path file = Files.createFile(m_folder.resolve("file"));
        for (final Path folder : List.of(file, file.resolve("below"))) {
            final var e = assertThrows(EngineException.class,
                () -> NetworkExporter.export(m_network, new NetworkExporter.Destination(folder, "net", true, true),
                    Monitor.NONE));
            assertTrue(e.getMessage().contains("\"" + folder + "\""), e.getMessage());
        }
    }

    @Test
    void aFolderThatMayNotBeWrittenToIsNamed() throws Exception {
        final Path folder = Files.createDirectory(m_folder.resolve("locked"));
        assumeTrue(folder.toFile().setWritable(false));
        assumeFalse(Files.isWritable(folder), "this user may write everywhere");
        final var e = assertThrows(EngineException.class,
            () -> NetworkExporter.export(m_network, new NetworkExporter.Destination(folder, "net", true, true),
                Monitor.NONE));
        assertEquals("The folder \"" + folder + "\" may not be written to.", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/b", "..", "a\\b", "a:b", "nul\0", "x ", ".x", "x.", "what?", "synset.txt"})
    void aNameThatIsNoFileNameIsRefused(final String name) {
        final var e = assertThrows(EngineException.class, () -> NetworkExporter.check(target(name, true)));
        assertTrue(e.getMessage().startsWith("\"" + name + "\" cannot be the name"), e.getMessage());
    }

    @Test
    void aBrokenNetworkLeavesNothingBehind() throws Exception {
        final NetworkSpec other = NetworkReader.read(TestNetworks.fixture("softmaxed.scripted"));
        final NetworkSpec headed = HeadReplacer.replace(other, Target.classes(List.of("x", "y"), null),
                new HeadDesign(1));
        assertThrows(EngineException.class, () -> export(new Network(m_network.archive(), headed)));
        assertEquals(List.of(), names(m_folder));
    }

    @Test
    void aCanceledExportLeavesNothingBehind() throws Exception {
        final var monitor = new Monitor() {
            private int m_questions;

            @Override
            public void progress(final double fraction, final String message) {
                // nobody watches
            }

            @Override
            public boolean isCanceled() {
                return m_questions++ > 0; // after the network is written
            }
        };
        assertThrows(CancellationException.class,
            () -> NetworkExporter.export(m_network, target("net", true), monitor));
        assertEquals(List.of(), names(m_folder));
    }
}
