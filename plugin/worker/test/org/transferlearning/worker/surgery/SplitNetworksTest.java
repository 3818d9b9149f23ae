// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.surgery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.transferlearning.engine.CutPoint;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.LayerFreezer;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.NetworkWriter;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.TrainingArchive;
import org.transferlearning.worker.WorkersCache;

/** Splits every network for training at several depths, and runs the parts in evaluation. */
@Tag("slow")
class SplitNetworksTest {

    /** The parts run the same operators in the same order as the whole: only kernels may differ by memory layout. */
    private static final float ROUNDING = 1e-6f;

    @TempDir
    Path m_folder;

    @BeforeAll
    static void useTheWorkersCache() {
        WorkersCache.use();
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.worker.surgery.Facts#names")
    void theFrozenPartAndThenTheTrainableOneAreTheWholeNetwork(final String name) throws Exception {
        final var archive = Facts.folder().resolve(name + ".pt");
        final var spec = NetworkReader.read(archive);
        final var points = spec.cutPoints();
        final var depths = new StringBuilder();
        for (var quarter = 1; quarter <= 3; quarter++) {
            final var point = points.get((points.size() - 1) * quarter / 4);
            final var frozen = new HashSet<String>();
            final Set<String> before = spec.modulesBefore(point);
            spec.layers().stream().filter(l -> before.contains(l.path()))
                .forEach(l -> frozen.addAll(l.parameterNames()));
            final var plan = spec.withPlan(spec.plan().withFrozen(frozen));
            final var boundary = assertPartsAreTheWhole(new Network(archive, plan), new Facts(name));
            assertTrue(isAsDeepAsPossible(plan, boundary, frozen), boundary + " for " + point.path());
            depths.append(' ').append(boundary);
        }
        System.out.println(name + ": split after" + depths);
    }

    /** Nothing that changes is before the boundary, and something is before the next cut point. */
    private static boolean isAsDeepAsPossible(final NetworkSpec spec, final String boundary, final Set<String> frozen) {
        final List<String> paths = spec.cutPoints().stream().map(CutPoint::path).toList();
        final var at = paths.indexOf(boundary);
        return isFrozen(spec, at, frozen) && (at == paths.size() - 1 || !isFrozen(spec, at + 1, frozen));
    }

    private static boolean isFrozen(final NetworkSpec spec, final int point, final Set<String> frozen) {
        final var before = spec.modulesBefore(spec.cutPoints().get(point));
        return spec.layers().stream().filter(l -> before.contains(l.path()))
            .allMatch(l -> frozen.containsAll(l.parameterNames()));
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.worker.surgery.Facts#names")
    void aNetworkOfWhichNothingIsFrozenIsNotSplit(final String name) throws Exception {
        final var archive = Facts.folder().resolve(name + ".pt");
        assertNull(assertPartsAreTheWhole(new Network(archive, NetworkReader.read(archive)), new Facts(name)));
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.worker.surgery.Facts#names")
    void everythingBeforeANewHeadCanBeTheFrozenPart(final String name) throws Exception {
        final var archive = Facts.folder().resolve(name + ".pt");
        final var spec = NetworkReader.read(archive);
        if (!spec.head().isReplaceable()) {
            return;
        }
        final var replaced = LayerFreezer.allButHead(
            HeadReplacer.replace(spec, Target.classes(List.of("a", "b", "c"), null), new HeadDesign(1)));
        final var materialized = m_folder.resolve("materialized.pt");
        NetworkWriter.materialize(new Network(archive, replaced), materialized);
        final var network = new Network(materialized, replaced.withHead(replaced.head().trained()));
        assertEquals(NetworkWriter.FEATURES_METHOD, assertPartsAreTheWhole(network, new Facts(name)));
        assertTrue(network.spec().trainableParameters().containsKey(Head.NEW_LAYER + ".weight"));
    }

    private String assertPartsAreTheWhole(final Network network, final Facts facts) throws Exception {
        final var split = m_folder.resolve("split.pt");
        final var written = TrainingArchive.write(network, split);
        try (var run = new TorchRun(split)) {
            final var whole = run.run("forward", facts.inputs(run.manager())).toFloatArray();
            final var begin = written.boundary() == null ? facts.inputs(run.manager())
                : new NDList(run.run(TrainingArchive.FROZEN_PART, facts.inputs(run.manager())));
            assertArrayEquals(whole, run.run(TrainingArchive.TRAINABLE_PART, begin).toFloatArray(), ROUNDING);
        }
        return written.boundary();
    }
}
