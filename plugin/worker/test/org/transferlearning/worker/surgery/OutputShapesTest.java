// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.surgery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.surgery.OutputShapes;
import org.transferlearning.worker.WorkersCache;
import org.transferlearning.worker.image.TestData;

/** Runs the twin of every network that tells the shapes. */
@Tag("slow")
class OutputShapesTest {

    @TempDir
    Path m_folder;

    @BeforeAll
    static void useTheWorkersCache() {
        WorkersCache.use();
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.worker.surgery.Facts#names")
    void theShapesAreThoseOfPyTorch(final String name) throws Exception {
        final var count = assertShapes(Facts.folder().resolve(name + ".pt"), new Facts(name), m_folder.resolve("twin"));
        System.out.println(name + ": " + count + " shapes");
    }

    /** Returns the number of shapes that the twin tells. */
    static int assertShapes(final Path archive, final Facts facts, final Path twin) throws Exception {
        final var paths = OutputShapes.write(archive, twin);
        try (var run = new TorchRun(twin)) {
            final var shapes = shapes(paths, run.runAll(OutputShapes.METHOD, facts.inputs(run.manager())));
            final var expected = facts.lines("activation");
            if (archive.toString().endsWith(".traced.pt")) {
                expected.keySet().retainAll(paths); // a trace leaves out what modules do that change nothing
            }
            expected.forEach((path, fact) -> assertEquals(Facts.shape(fact.split(" ")[0]), shapes.get(path), path));
            assertEquals(Facts.shape(facts.line("output").split(" ")[0]), shapes.get(""));
            // the others are called more than once, or a trace has left out the results that nobody takes
            final var others = new HashSet<>(shapes.keySet());
            others.removeAll(expected.keySet());
            others.remove("");
            others.forEach(p -> assertTrue(List.of("repeated", "several").contains(facts.line("cut " + p)), p));
            return shapes.size();
        }
    }

    private static Map<String, Shape> shapes(final Iterable<String> paths, final NDList results) {
        final var shapes = new LinkedHashMap<String, Shape>();
        var i = 0;
        for (final var path : paths) {
            if (results.get(i).size() > 0) {
                shapes.put(path, new Shape(results.get(i).toLongArray()));
            }
            i++;
        }
        assertEquals(i, results.size());
        return shapes;
    }

    @ParameterizedTest
    @CsvSource({"mobilenet_v1_075_imagenet.scripted,224,1000", "mobilenet_v2_imagenet.scripted,224,1000",
        "mobilenet_v2_imagenet.traced,224,1000", "resnet20_cifar10.scripted,32,10",
        "squeezenet1_0_imagenet.scripted,224,1000"})
    void theTwinOfARealNetworkIsSmall(final String name, final int side, final int outputs) throws Exception {
        final var archive = TestData.shared("networks/" + name + ".pt");
        final var spec = NetworkReader.read(archive);
        final var twin = m_folder.resolve("twin.pt");
        final var paths = OutputShapes.write(archive, twin);
        assertTrue(Files.size(twin) < Files.size(archive) / 2, name);
        try (var run = new TorchRun(twin)) {
            final var image = run.manager().zeros(new Shape(1, 3, side, side));
            final var shapes = shapes(paths, run.runAll(OutputShapes.METHOD, new NDList(image)));
            assertEquals(new Shape(1, outputs), shapes.get(""));
            spec.cutPoints().stream().filter(p -> p.width() > 0).forEach(p -> {
                assertTrue(shapes.containsKey(p.path()), p.path());
                assertEquals(p.width(), shapes.get(p.path()).get(1), p.path());
            });
            System.out.println(name + ": " + shapes.size() + " shapes, " + Files.size(twin) + " bytes instead of "
                + Files.size(archive));
        }
    }
}
