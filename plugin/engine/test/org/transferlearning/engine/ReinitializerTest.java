// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** New values of layers in written archives. */
class ReinitializerTest {

    @TempDir
    Path m_folder;

    private int m_count;

    private static Stream<Path> archives() throws Exception {
        return Stream.concat(TestNetworks.fixtures().map(TestNetworks::fixture), Architectures.names()
            .map(Architectures::file));
    }

    /** The network with new values in the selected layers. */
    private Path write(final Path archive, final LayerSelection selection, final long seed) throws Exception {
        return write(archive,
            LayerFreezer.apply(NetworkReader.read(archive), selection, new LayerAction.Reinitialize(seed)));
    }

    private Path write(final Path archive, final NetworkSpec spec) throws Exception {
        final Path target = m_folder.resolve(m_count++ + ".pt");
        NetworkWriter.materialize(new Network(archive, spec), target);
        return target;
    }

    private static Map<String, ByteBuffer> tensors(final Path archive) throws Exception {
        final Map<String, ByteBuffer> tensors = new HashMap<>();
        for (final String name : NetworkReader.tensorNames(archive)) {
            tensors.put(name, NetworkReader.tensor(archive, name));
        }
        return tensors;
    }

    private static Set<String> changed(final Path before, final Path after) throws Exception {
        final Set<String> changed = new HashSet<>();
        final Map<String, ByteBuffer> old = tensors(before);
        tensors(after).forEach((name, values) -> {
            if (!values.equals(old.get(name))) {
                changed.add(name);
            }
        });
        return changed;
    }

    private static float[] floats(final Path archive, final String name) throws Exception {
        final var values = NetworkReader.tensor(archive, name).asFloatBuffer();
        final float[] floats = new float[values.remaining()];
        values.get(floats);
        return floats;
    }

    @Test
    void allKindsStartAsInPyTorchInEveryType() throws Exception {
        assumeTrue(Python.hasPyTorch(), "no PyTorch here");
        final String script = TestNetworks.folder().resolve("check_initial.py").toString();
        final Python.Outcome made = Python.run(List.of(script, "make", m_folder.toString()));
        assertEquals(0, made.code(), made.output());
        final var arguments = new ArrayList<>(List.of(script, "check"));
        for (final String type : List.of("float", "double", "half", "bfloat16")) {
            arguments.add(write(m_folder.resolve(type + ".pt"), LayerSelection.everything(), 7).toString());
        }
        final Python.Outcome checked = Python.run(arguments);
        assertEquals(0, checked.code(), checked.output());
        assertEquals(4, checked.output().lines().filter(l -> l.startsWith("ok ")).count(), checked.output());
    }

    @ParameterizedTest
    @MethodSource("archives")
    void everyNetworkCanStartFromScratchAndKeepsItsShape(final Path archive) throws Exception {
        final NetworkSpec before = NetworkReader.read(archive);
        final Path written = write(archive, LayerFreezer.fromScratch(before, 7));
        final NetworkSpec after = NetworkReader.read(written);
        assertEquals(before.modules(), after.modules());
        assertEquals(before.head(), after.head());
        assertEquals(TrainingPlan.EVERYTHING, after.plan());
        // weights of more than one dimension are random, and all new
        final Set<String> weights = new HashSet<>();
        before.layers().forEach(l -> l.parameters().stream().filter(p -> p.name().equals("weight")
            && p.shape().size() > 1).forEach(p -> weights.add(l.fullName(p))));
        assertTrue(changed(archive, written).containsAll(weights));
    }

    @Test
    void valuesHaveTheStatisticsOfTheirFormula() throws Exception {
        final Path archive = TestNetworks.fixture("tiny_resnet.scripted");
        final Path written = write(archive, LayerSelection.everything(), 7);
        final float[] weights = floats(written, "layer2.0.conv2.weight"); // (8, 8, 3, 3): uniform in ±1/√72
        final double bound = 1 / Math.sqrt(72);
        double sum = 0;
        double squares = 0;
        for (final float weight : weights) {
            assertTrue(Math.abs(weight) <= bound);
            sum += weight;
            squares += weight * weight;
        }
        // deviation bound/√3; 4 standard errors of the mean, and of the square's mean (deviation bound²·√(4/45))
        final double error = 4 / Math.sqrt(weights.length);
        assertEquals(0, sum / weights.length, error * bound / Math.sqrt(3));
        assertEquals(bound * bound / 3, squares / weights.length, error * bound * bound * Math.sqrt(4.0 / 45));
        assertArrayEquals(new float[]{1, 1, 1, 1, 1, 1, 1, 1}, floats(written, "layer2.0.bn1.weight"));
        assertArrayEquals(new float[8], floats(written, "layer2.0.bn1.bias"));
        assertArrayEquals(new float[8], floats(written, "layer2.0.bn1.running_mean"));
        assertArrayEquals(new float[]{1, 1, 1, 1, 1, 1, 1, 1}, floats(written, "layer2.0.bn1.running_var"));
        assertEquals(0, NetworkReader.tensor(written, "layer2.0.bn1.num_batches_tracked").getLong());
    }

    @Test
    void whatIsNotSelectedStaysBitIdentical() throws Exception {
        final Path archive = TestNetworks.fixture("tiny_resnet.traced");
        final Path written = write(archive, LayerSelection.lastBlocks(1), 7);
        final Set<String> changed = changed(archive, written);
        assertTrue(changed.contains("layer2.1.conv2.weight"));
        assertTrue(changed.stream().allMatch(n -> n.startsWith("layer2.")), changed::toString);
    }

    @Test
    void valuesDependOnTheSeedAndThePathOnly() throws Exception {
        final Path archive = TestNetworks.fixture("tiny_resnet.scripted");
        final Path all = write(archive, LayerSelection.everything(), 7);
        assertArrayEquals(Files.readAllBytes(all), Files.readAllBytes(write(archive, LayerSelection.everything(), 7)));
        final Path one = write(archive, LayerSelection.layers(List.of("layer1.1.conv1")), 7);
        assertArrayEquals(floats(all, "layer1.1.conv1.weight"), floats(one, "layer1.1.conv1.weight"));
        final Path other = write(archive, LayerSelection.everything(), 8);
        assertFalse(Arrays.equals(floats(all, "layer1.1.conv1.weight"),
            floats(other, "layer1.1.conv1.weight")));
        // of the same shape
        assertFalse(Arrays.equals(floats(all, "layer1.1.conv1.weight"),
            floats(all, "layer1.1.conv2.weight")));
    }

    @Test
    void aSharedTensorBelongsToItsFirstLayer() throws Exception {
        final Path archive = TestNetworks.fixture("tied.scripted"); // b.weight is a.weight
        assertEquals(Set.of("b.bias"), changed(archive, write(archive, LayerSelection.layers(List.of("b")), 7)));
        final Path written = write(archive, LayerSelection.everything(), 7);
        assertEquals(Set.of("conv.weight", "conv.bias", "a.weight", "a.bias", "b.bias"), changed(archive, written));
        assertEquals(NetworkReader.tensor(written, "a.weight"), NetworkReader.tensor(written, "b.weight"));
    }

    @Test
    void aNewHeadKeepsItsOwnValuesBesideNewOnesInTheBackbone() throws Exception {
        final Path archive = TestNetworks.fixture("tiny_resnet.traced");
        final NetworkSpec replaced = HeadReplacer.replace(NetworkReader.read(archive),
            Target.classes(List.of("a", "b", "c"), null), new HeadDesign(3));
        final Path plain = write(archive, replaced);
        final Path scratch = write(archive, LayerFreezer.fromScratch(replaced, 7));
        assertArrayEquals(floats(plain, "head.weight"), floats(scratch, "head.weight"));
        assertArrayEquals(floats(write(archive, LayerSelection.everything(), 7), "conv1.weight"),
            floats(scratch, "conv1.weight"));
    }

    @Test
    void layersThatMakeRoomForTheHeadStartAnewUnderTheirNewName() throws Exception {
        final Path archive = TestNetworks.fixture("norm_head.scripted"); // its own "head" becomes "head_before"
        final NetworkSpec spec = LayerFreezer.fromScratch(NetworkReader.read(archive), 7);
        final Path written = write(archive, HeadReplacer.replace(spec, Target.classes(List.of("a", "b"), null),
            new HeadDesign(3)));
        for (final float weight : floats(written, "head_before.0.weight")) {
            assertEquals(1, weight);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"num_batches_tracked", "absent"})
    void whatDoesNotHoldFloatsIsRefusedAndLeavesNoFile(final String parameter) throws Exception {
        final Path archive = TestNetworks.fixture("tiny_resnet.scripted");
        final NetworkSpec spec = NetworkReader.read(archive);
        // as if the counter, whole numbers, were a table
        final var layer = new Layer("bn1", "Embedding", "bn1", List.of(new Layer.Tensor(parameter, List.of())),
            List.of());
        final NetworkSpec wrong = new NetworkSpec(spec.name(), false, List.of(layer), List.of(), Head.NONE,
            spec.preprocessing(), TrainingPlan.EVERYTHING.withReinitialized(Map.of("bn1", 1L)), List.of());
        final var e = assertThrows(EngineException.class, () -> write(archive, wrong));
        assertEquals("The values of \"bn1." + parameter + "\" in \"tiny_resnet.scripted.pt\" are stored in a way in "
            + "which they cannot start anew.", e.getMessage());
        try (var files = Files.list(m_folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aTrainedNetworkHasAllValuesInItsArchive() throws Exception {
        final Path archive = Architectures.file("vgg.traced");
        final NetworkSpec spec = LayerFreezer.apply(HeadReplacer.replace(NetworkReader.read(archive),
            Target.classes(List.of("a", "b"), null), new HeadDesign(1)), LayerSelection.everything(),
            new LayerAction.Reinitialize(1));
        assertTrue(spec.head().isUntrained() && !spec.plan().reinitialized().isEmpty());
        assertEquals(tensors(archive), tensors(write(archive, spec.trained())));
    }
}
