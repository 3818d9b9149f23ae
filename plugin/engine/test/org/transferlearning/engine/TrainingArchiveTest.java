// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.archive.TensorValues;
import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.surgery.ModuleTree;
import org.transferlearning.engine.surgery.ScriptCode;

class TrainingArchiveTest {

    @TempDir
    Path m_folder;

    @Test
    @Tag("slow")
    void trainingModeIsThatOfPyTorch() throws Exception {
        assumeTrue(Python.hasPyTorch(), "no PyTorch here");
        final var lines = new ArrayList<String>();
        for (final String name : Architectures.names().toList()) {
            final NetworkSpec spec = NetworkReader.read(Architectures.file(name));
            final List<String> norms =
                spec.layers().stream().filter(l -> l.kind().startsWith("BatchNorm")).map(Layer::path).toList();
            lines.add(line(name, spec, List.of()));
            if (!norms.isEmpty()) {
                lines.add(line(name, spec, norms));
                lines.add(line(name, spec, norms.stream().filter(n -> norms.indexOf(n) % 2 == 1).toList()));
            }
        }
        final Path list = Files.write(m_folder.resolve("list.txt"), lines);
        final Path folder = Architectures.file("vit.traced").getParent();
        final Python.Outcome outcome = Python.run(
            List.of(folder.resolve("check_training.py").toString(), folder.toString(), list.toString()));
        assertEquals(0, outcome.code(), outcome.output());
        assertEquals(lines.size(), outcome.output().lines().filter(l -> l.startsWith("ok ")).count());
    }

    /** A line of the list for the script. */
    private String line(final String name, final NetworkSpec spec, final List<String> updating) throws Exception {
        final Path target = Files.createTempFile(m_folder, name, ".pt");
        TrainingArchive.write(new Network(Architectures.file(name),
            spec.withPlan(spec.plan().withUpdating(updating))), target);
        return name.replace('.', ' ') + " " + target + " " + String.join(" ", updating);
    }

    @Test
    void onlyConvolutionsThatAreFrozenWithTheirBatchNormsDoTheWorkOfThem() throws Exception {
        final Path archive = Architectures.file("resnet_basic.traced");
        final NetworkSpec spec = NetworkReader.read(archive);
        final Set<String> all = spec.trainableParameters().keySet();
        final var first = "conv1.weight";
        final var second = "layer1.0.conv1.weight";
        assertEquals(Set.of(), changed(archive, spec, Set.of()));
        assertEquals(Set.of(first), changed(archive, spec, Set.of(first, "bn1.weight", "bn1.bias")));
        assertEquals(Set.of(), changed(archive, spec, Set.of(first, "bn1.weight")));
        final var folded = changed(archive, spec,
            all.stream().filter(n -> !n.startsWith("fc.")).collect(Collectors.toSet()));
        assertEquals(8, folded.size());
        assertTrue(folded.containsAll(Set.of(first, second)));
    }

    /** Which parameters have other values in the archive for training. */
    private Set<String> changed(final Path archive, final NetworkSpec spec, final Set<String> frozen)
        throws Exception {
        final Path target = m_folder.resolve("t.pt");
        TrainingArchive.write(new Network(archive, spec.withPlan(spec.plan().withFrozen(frozen))), target);
        try (var before = TorchArchive.open(archive); var after = TorchArchive.open(target)) {
            final ModuleTree tree = ModuleTree.of(before, new ScriptCode(before), before.readModule());
            final var changed = new HashSet<String>();
            for (final String name : spec.trainableParameters().keySet()) {
                if (!TensorValues.read(before, tree.tensor(name)).equals(TensorValues.read(after, tree.tensor(name)))) {
                    changed.add(name);
                }
            }
            return changed;
        }
    }

    @Test
    void runningStatisticsOfALayerWithoutAnyCannotBeUpdated() throws Exception {
        final Path archive = Architectures.file("mobilenet_v2.traced");
        final NetworkSpec spec = NetworkReader.read(archive);
        final var network =
            new Network(archive, spec.withPlan(spec.plan().withUpdating(Set.of("classifier.1"))));
        assertEquals("The layer \"classifier.1\" of the network \"" + spec.name()
            + "\" has no running statistics that could be updated.", assertThrows(EngineException.class,
                () -> TrainingArchive.write(network, m_folder.resolve("t.pt"))).getMessage());
    }

    @Test
    void runningStatisticsAreNotUpdatedWhereTheCodeDoesNotSayHow() throws Exception {
        final Path archive = Architectures.file("swin.scripted");
        final NetworkSpec spec = NetworkReader.read(archive);
        // a table of positions, which is a buffer too
        final String path = spec.layers().stream().filter(l -> !l.buffers().isEmpty()).findFirst().orElseThrow().path();
        final var network = new Network(archive, spec.withPlan(spec.plan().withUpdating(Set.of(path))));
        assertEquals("The running statistics of \"" + path + "\" in the network \"" + spec.name()
            + "\" cannot be updated: its code does not say how they are computed.",
            assertThrows(EngineException.class, () -> TrainingArchive.write(network, m_folder.resolve("t.pt")))
                .getMessage());
    }

    @Test
    void aNetworkWithAMethodOfTheSameNameIsRefused() throws Exception {
        final Path archive = Architectures.file("vgg.traced");
        final NetworkSpec spec = NetworkReader.read(archive);
        final Path once = m_folder.resolve("once.pt");
        TrainingArchive.write(new Network(archive, spec), once);
        assertEquals("The network \"" + spec.name() + "\" has a method \"trainable_part\" of its own.",
            assertThrows(EngineException.class,
                () -> TrainingArchive.write(new Network(once, spec), m_folder.resolve("twice.pt"))).getMessage());
    }
}
