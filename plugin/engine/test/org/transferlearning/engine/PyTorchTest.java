// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PyTorch itself makes of rewritten networks; skipped where Python has no PyTorch. */
class PyTorchTest {

    @TempDir
    Path m_folder;

    @Test
    void rewrittenNetworksComputeTheFeaturesOfTheOriginalAndTheNewHeadOnThem() throws Exception {
        assumeTrue(Python.hasPyTorch(), "no PyTorch here");
        final var arguments = new ArrayList<String>();
        arguments.add(TestNetworks.folder().resolve("check_head.py").toString());
        for (final String name : TestNetworks.cutFixtures().toList()) {
            final Path archive = TestNetworks.fixture(name);
            final Path once = m_folder.resolve(name + ".pt");
            final Path twice = m_folder.resolve(name + ".twice.pt");
            write(archive, once, List.of("a", "b", "c"));
            write(once, twice, List.of("a", "b", "c", "d"));
            for (final Path written : List.of(once, twice)) {
                arguments.add(TestNetworks.folder().resolve(name + ".expected.txt").toString());
                arguments.add(written.toString());
            }
        }
        final Python.Outcome outcome = Python.run(arguments);
        assertEquals(0, outcome.code(), outcome.output());
        // two networks per fixture
        assertEquals((arguments.size() - 1) / 2, outcome.output().lines().filter(l -> l.startsWith("ok ")).count());
    }

    @Test
    void exportedNetworksComputeWhatTheOriginalsDo() throws Exception {
        assumeTrue(Python.hasPyTorch(), "no PyTorch here");
        final var arguments = new ArrayList<String>();
        arguments.add(TestNetworks.folder().resolve("check_export.py").toString());
        for (final String name : TestNetworks.cutFixtures().toList()) {
            final Path archive = TestNetworks.fixture(name);
            final NetworkSpec spec = NetworkReader.read(archive);
            arguments.add(archive.toString());
            arguments.add(export(new Network(archive, spec), name));
            arguments.add("-");
            arguments.add(export(new Network(archive, HeadReplacer.replace(spec, Target.classes(List.of("a", "b"), null),
                new HeadDesign(3))), name + "2"));
        }
        final Python.Outcome outcome = Python.run(arguments);
        assertEquals(0, outcome.code(), outcome.output());
        assertEquals((arguments.size() - 1) / 2, outcome.output().lines().filter(l -> l.startsWith("ok ")).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mobilenet_v2_imagenet.pth", "squeezenet1_0_imagenet.pth"})
    void theLinesOfPythonConvertAStateDict(final String name) throws Exception {
        assumeTrue(Python.hasPyTorch(), "no PyTorch here");
        final Path real = TestNetworks.real("mobilenet_v2_imagenet.scripted").getParent();
        final Path file = Files.copy(real.resolveSibling("state-dicts").resolve(name), m_folder.resolve(name));
        final String resolution = assertThrows(EngineException.class, () -> NetworkReader.read(file)).resolution();
        // the lines name the files without their folder
        final Python.Outcome outcome = Python.run(List.of("-c", "import os; os.chdir(\"" + m_folder + "\")\n"
            + resolution.substring(resolution.indexOf('\n') + 1)));
        assertEquals(0, outcome.code(), outcome.output());
        NetworkReader.read(m_folder.resolve(name.replace(".pth", ".pt")));
    }

    private String export(final Network network, final String name) throws Exception {
        return NetworkExporter.export(network, new NetworkExporter.Destination(m_folder.resolve(name), name, false, true),
            Monitor.NONE).get(0).toString();
    }

    private static void write(final Path archive, final Path target, final List<String> classes) throws Exception {
        final NetworkSpec spec = HeadReplacer.replace(NetworkReader.read(archive), Target.classes(classes, null),
                new HeadDesign(11));
        NetworkWriter.materialize(new Network(archive, spec), target);
    }
}
