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
import org.transferlearning.worker.WorkersCache;
import org.transferlearning.worker.image.TestData;

/** Cuts every network at every point that is offered, and runs the parts. */
@Tag("slow")
class CutNetworksTest {

    @TempDir
    Path m_folder;

    @BeforeAll
    static void useTheWorkersCache() {
        WorkersCache.use();
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.worker.surgery.Facts#names")
    void theTensorAtTheCutIsThatOfPyTorchAndTheRestGoesOnFromThere(final String name) throws Exception {
        final var archive = Facts.folder().resolve(name + ".pt");
        final var facts = new Facts(name);
        final var count = CutCheck.run(archive, facts, m_folder.resolve("split.pt"),
            (point, value) -> assertHeadTakesItPooled(archive, point, facts, value));
        System.out.println(name + ": " + count + " cuts run");
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

    @ParameterizedTest
    @CsvSource({"mobilenet_v1_075_imagenet.scripted,64", "mobilenet_v2_imagenet.scripted,64",
        "mobilenet_v2_imagenet.traced,224", "resnet20_cifar10.scripted,32", "squeezenet1_0_imagenet.scripted,64"})
    void realNetworksAreTheSumOfTheirParts(final String name, final int side) throws Exception {
        final var archive = TestData.shared("networks/" + name + ".pt");
        final List<CutPoint> points = NetworkReader.read(archive).cutPoints();
        try (var run = new TorchRun(CutCheck.split(archive, points, m_folder.resolve("split.pt")))) {
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
