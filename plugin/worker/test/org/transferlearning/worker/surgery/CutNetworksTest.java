// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.surgery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.transferlearning.engine.CutPoint;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.NetworkWriter;
import org.transferlearning.engine.Pooling;
import org.transferlearning.engine.Target;
import org.transferlearning.worker.image.TestData;

/** Cuts every network at every point that is offered, and runs the parts. */
@Tag("slow")
class CutNetworksTest {

    /** Of a digest's sums, relative to the largest possible one; PyTorch 1.13 made them, 2.7 adds in another order. */
    private static final double TOLERANCE = 1e-5;

    @TempDir
    Path m_folder;

    @BeforeAll
    static void useTheWorkersCache() {
        TorchRun.useTheWorkersCache();
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.worker.surgery.Facts#names")
    void theTensorAtTheCutIsThatOfPyTorchAndTheRestGoesOnFromThere(final String name) throws Exception {
        final var archive = Facts.folder().resolve(name + ".pt");
        final var facts = new Facts(name);
        final List<CutPoint> points = NetworkReader.read(archive).cutPoints();
        try (var run = new TorchRun(split(archive, points))) {
            final var whole = run.run("forward", facts.inputs(run.manager()));
            for (var i = 0; i < points.size(); i++) {
                final var path = points.get(i).path();
                final var value = run.run(NetworkWriter.PREFIX_METHOD + i, facts.inputs(run.manager()));
                final var expected = facts.line("activation " + path).split(" ");
                assertEquals(Facts.shape(expected[0]), value.getShape(), path);
                assertDigest(expected, value.toFloatArray(), path);
                final var rest = run.run(NetworkWriter.SUFFIX_METHOD + i, new NDList(value.duplicate()));
                assertArrayEquals(whole.toFloatArray(), rest.toFloatArray(), 1e-6f, path);
                assertHeadTakesItPooled(archive, points.get(i), facts, value);
            }
        }
        System.out.println(name + ": " + points.size() + " cuts run");
    }

    private Path split(final Path archive, final List<CutPoint> points) throws Exception {
        final var split = m_folder.resolve("split.pt");
        NetworkWriter.split(archive, points.stream().map(CutPoint::path).toList(), split);
        return split;
    }

    private void assertHeadTakesItPooled(final Path archive, final CutPoint point, final Facts facts,
        final NDArray value) throws Exception {
        final var rank = value.getShape().dimension();
        final var pooling = rank == 2 ? Pooling.NONE : rank == 3 ? Pooling.CLASS_TOKEN : Pooling.AVERAGE_AND_MAX;
        final var n = value.getShape().get(0);
        final var flat = rank == 4 ? value.reshape(n, value.getShape().get(1), -1) : value;
        final var expected = rank == 2 ? value : rank == 3 ? value.get(":, 0")
            : flat.mean(new int[]{2}).concat(flat.max(new int[]{2}), 1);
        final var head = new Head(Head.NEW_LAYER, (int)expected.getShape().get(1), 3, true, false,
            Target.classes(List.of("a", "b", "c"), null), new HeadDesign(1).withCut(point.path(), pooling));
        final var cut = m_folder.resolve("cut.pt");
        NetworkWriter.materialize(new Network(archive, NetworkReader.read(archive).withHead(head)), cut);
        try (var run = new TorchRun(cut)) {
            final var features = run.run(NetworkWriter.FEATURES_METHOD, facts.inputs(run.manager()));
            assertArrayEquals(expected.toFloatArray(), features.toFloatArray(), 1e-5f, point.path());
            assertEquals(new Shape(n, 3), run.run("forward", facts.inputs(run.manager())).getShape());
        }
    }

    private static void assertDigest(final String[] expected, final float[] value, final String path) {
        final List<Double> digest = Facts.digest(value);
        final var scale = digest.get(1);
        for (var i = 0; i < digest.size(); i++) {
            final var tolerance = TOLERANCE * scale * (i < 2 ? 1 : value.length);
            assertEquals(Double.parseDouble(expected[i + 1]), digest.get(i), tolerance, path + ", number " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"mobilenet_v1_075_imagenet.scripted,64", "mobilenet_v2_imagenet.scripted,64",
        "mobilenet_v2_imagenet.traced,224", "resnet20_cifar10.scripted,32", "squeezenet1_0_imagenet.scripted,64"})
    void realNetworksAreTheSumOfTheirParts(final String name, final int side) throws Exception {
        final var archive = TestData.shared("networks/" + name + ".pt");
        final List<CutPoint> points = NetworkReader.read(archive).cutPoints();
        try (var run = new TorchRun(split(archive, points))) {
            final var images = run.manager().linspace(-2, 2, 2 * 3 * side * side).reshape(2, 3, side, side).sin();
            final var whole = run.run("forward", new NDList(images.duplicate()));
            for (var i = 0; i < points.size(); i++) {
                final var value = run.run(NetworkWriter.PREFIX_METHOD + i, new NDList(images.duplicate()));
                final var rest = run.run(NetworkWriter.SUFFIX_METHOD + i, new NDList(value));
                assertArrayEquals(whole.toFloatArray(), rest.toFloatArray(), 1e-5f, points.get(i).path());
            }
        }
        System.out.println(name + ": " + points.size() + " cuts run");
    }
}
