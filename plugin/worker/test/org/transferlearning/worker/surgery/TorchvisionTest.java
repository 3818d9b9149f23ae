// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.surgery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.transferlearning.engine.CutPoint;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.worker.WorkersCache;

/**
 * torchvision's own networks at full width, made by {@code make_architectures.py --torchvision} while the test runs.
 * Skipped where Python has no torchvision. PyTorch tries every module in turn, which takes minutes for the large ones:
 * the property {@code transferlearning.torchvision} names the networks to try, separated by commas.
 */
@Tag("slow")
class TorchvisionTest {

    private static final String PYTHON = System.getProperty("transferlearning.python", "/usr/bin/python3");

    @TempDir
    Path m_folder;

    @BeforeAll
    static void requireTorchvision() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(PYTHON)) && run(List.of(PYTHON, "-c", "import torchvision")) == 0);
        WorkersCache.use();
    }

    static Stream<String> names() {
        return Stream.of(System.getProperty("transferlearning.torchvision", "resnet_basic,squeezenet").split(","));
    }

    private static int run(final List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @ParameterizedTest
    @MethodSource("names")
    void layersAndCutsAreThoseOfPyTorch(final String name) throws Exception {
        final var script = Facts.folder().resolve("make_architectures.py").toString();
        assertEquals(0, run(List.of(PYTHON, "-B", script, "--torchvision", m_folder.toString(), name)));
        final List<Path> archives;
        try (var files = Files.list(m_folder)) {
            archives = files.filter(f -> f.toString().endsWith(".pt")).sorted().toList();
        }
        assertFalse(archives.isEmpty());
        for (var archive : archives) {
            final var form = archive.getFileName().toString().replaceFirst("\\.pt$", "");
            final var facts = new Facts(m_folder, form);
            final var spec = NetworkReader.read(archive);
            assertLayers(facts, spec);
            final var verdicts = assertCutPoints(facts, spec);
            final var count = CutCheck.run(archive, facts, m_folder.resolve("split"), (point, value) -> { });
            final var shapes = OutputShapesTest.assertShapes(archive, facts, m_folder.resolve("twin"));
            System.out.println("torchvision's " + form + ": " + count + " cuts run, " + shapes
                + " output shapes, modules " + verdicts);
        }
    }

    private static void assertLayers(final Facts facts, final NetworkSpec spec) {
        final var parameters = new TreeMap<String, String>();
        final var buffers = new TreeMap<String, String>();
        for (var layer : spec.modules()) {
            layer.parameters().forEach(t -> parameters.put(layer.fullName(t), shape(t)));
            layer.buffers().forEach(t -> buffers.put(layer.fullName(t), shape(t)));
        }
        assertEquals(shapes(facts.lines("parameter")), parameters);
        assertEquals(shapes(facts.lines("buffer")), buffers);
        assertEquals(facts.lines("module").keySet().stream().map(p -> p.equals(".") ? "" : p).toList(),
            spec.modules().stream().map(Layer::path).toList());
    }

    private static String shape(final Layer.Tensor tensor) {
        return tensor.shape().toString().replace(" ", "");
    }

    private static Map<String, String> shapes(final Map<String, String> facts) {
        final var shapes = new TreeMap<String, String>();
        facts.forEach((name, words) -> shapes.put(name, words.split(" ")[1]));
        return shapes;
    }

    /** Offered is what PyTorch finds sound, and of everything else the reason is known. */
    private static Map<String, Integer> assertCutPoints(final Facts facts, final NetworkSpec spec) {
        final var sound = new TreeSet<String>();
        final var counts = new TreeMap<String, Integer>();
        facts.lines("cut").forEach((path, verdict) -> {
            counts.merge(verdict, 1, Integer::sum);
            if (verdict.equals("sound")) {
                sound.add(path);
            } else {
                assertFalse(spec.module(path).orElseThrow().obstacle().isBlank(), path);
            }
        });
        assertEquals(sound, new TreeSet<>(spec.cutPoints().stream().map(CutPoint::path).toList()));
        return counts;
    }
}
