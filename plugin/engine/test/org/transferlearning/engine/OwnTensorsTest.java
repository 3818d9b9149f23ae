// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors that modules on the way to a cut own themselves; skipped where Python has no PyTorch. */
class OwnTensorsTest {

    @TempDir
    Path m_folder;

    private static String python(final String mode, final Object... files) throws Exception {
        final var arguments = new java.util.ArrayList<>(
            List.of(TestNetworks.folder().resolve("check_own_tensors.py").toString(), mode));
        List.of(files).forEach(f -> arguments.add(f.toString()));
        final Python.Outcome outcome = Python.run(arguments);
        assertEquals(0, outcome.code(), outcome.output());
        return outcome.output().strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"script", "trace"})
    void argumentsArePassedOnAndTensorsBehindTheCutGo(final String how) throws Exception {
        assumeTrue(Python.hasPyTorch(), "no PyTorch here");
        final Path whole = m_folder.resolve("net.pt");
        python("make", whole, how);
        final NetworkSpec spec = NetworkReader.read(whole);
        assertEquals(List.of("offset", "projection"), spec.cutPoint("block.a").unused().stream().sorted().toList());
        assertEquals(List.of(), spec.cutPoint("fc").unused());
        final Path split = m_folder.resolve("split.pt");
        NetworkWriter.split(whole, List.of("block.a"), split);
        final NetworkSpec after = HeadReplacer.replace(spec.withPlan(spec.plan().withFrozen(
            List.of("projection", "shift", "fc.weight"))), Target.classes(List.of("a", "b"), null),
            new HeadDesign(1).withCut("block.a", null));
        assertEquals(List.of("shift", "scale"),
            after.module("").orElseThrow().parameters().stream().map(Layer.Tensor::name).toList());
        assertEquals(List.of("shift"), List.copyOf(after.plan().frozen()));
        final Path cut = m_folder.resolve("cut.pt");
        NetworkWriter.materialize(new Network(whole, after), cut);
        assertEquals("ok block.a.bias block.a.weight head.bias head.weight scale shift",
            python("check", whole, split, cut));
        final NetworkSpec written = NetworkReader.read(cut);
        assertEquals(after.layers(), written.layers());
        assertEquals(after.cutPoints(), written.cutPoints());
    }
}
