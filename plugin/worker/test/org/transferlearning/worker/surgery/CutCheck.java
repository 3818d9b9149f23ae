// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.surgery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import java.util.List;
import org.transferlearning.engine.CutPoint;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.NetworkWriter;

/** Cuts a network after every point that is offered, and runs both parts. */
final class CutCheck {

    /** Of a digest's sums, relative to the largest possible one; PyTorch 1.13 made them, 2.7 adds in another order. */
    private static final double TOLERANCE = 1e-5;

    interface Visitor {
        void visit(CutPoint point, NDArray value) throws Exception;
    }

    private CutCheck() {
    }

    /** The network with methods for the parts before and behind each point, as another file. */
    static Path split(final Path archive, final List<CutPoint> points, final Path target) throws Exception {
        NetworkWriter.split(archive, points.stream().map(CutPoint::path).toList(), target);
        return target;
    }

    /**
     * Asserts that the tensor at each cut is the one that PyTorch has recorded, and that the rest of the network makes
     * the whole network's output of it.
     *
     * @param archive a network
     * @param facts what PyTorch says about it
     * @param split a file to write
     * @param visitor gets each cut point, with its tensor
     * @return the number of cuts
     */
    static int run(final Path archive, final Facts facts, final Path split, final Visitor visitor) throws Exception {
        final List<CutPoint> points = NetworkReader.read(archive).cutPoints();
        try (var run = new TorchRun(split(archive, points, split))) {
            final var whole = run.run("forward", facts.inputs(run.manager()));
            for (var i = 0; i < points.size(); i++) {
                final var path = points.get(i).path();
                final var value = run.run(NetworkWriter.PREFIX_METHOD + i, facts.inputs(run.manager()));
                final var expected = facts.line("activation " + path).split(" ");
                assertEquals(Facts.shape(expected[0]), value.getShape(), path);
                assertDigest(expected, value.toFloatArray(), path);
                final var rest = run.run(NetworkWriter.SUFFIX_METHOD + i, new NDList(value.duplicate()));
                assertArrayEquals(whole.toFloatArray(), rest.toFloatArray(), 1e-6f, path);
                visitor.visit(points.get(i), value);
                value.close();
            }
        }
        return points.size();
    }

    private static void assertDigest(final String[] expected, final float[] value, final String path) {
        final List<Double> digest = Facts.digest(value);
        final var scale = digest.get(1);
        for (var i = 0; i < digest.size(); i++) {
            final var tolerance = TOLERANCE * scale * (i < 2 ? 1 : value.length);
            assertEquals(Double.parseDouble(expected[i + 1]), digest.get(i), tolerance, path + ", number " + i);
        }
    }
}
