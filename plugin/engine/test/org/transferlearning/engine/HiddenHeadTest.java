// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.transferlearning.engine.HeadDesign.Activation;
import org.transferlearning.engine.HeadDesign.Hidden;
import org.transferlearning.engine.HeadDesign.Weights;
import org.transferlearning.engine.archive.ZipReader;

class HiddenHeadTest {

    private static final Target TARGET = Target.classes(List.of("ants", "bees", "wasps"), "insect");

    private static final List<Hidden> HIDDEN =
        List.of(new Hidden(4, Activation.RELU, true, 0.25), new Hidden(3, Activation.GELU, false, 0.5));

    @TempDir
    Path m_folder;

    private static HeadDesign design(final Hidden... hidden) {
        return new HeadDesign("", null, List.of(hidden), Weights.UNIFORM, List.of(), 3);
    }

    private static HeadDesign design() {
        return new HeadDesign("", null, HIDDEN, Weights.UNIFORM, List.of(), 3);
    }

    private static NetworkSpec spec(final String name) throws Exception {
        return NetworkReader.read(TestNetworks.fixture(name));
    }

    private NetworkSpec written(final Path archive, final NetworkSpec spec, final String name) throws Exception {
        NetworkWriter.materialize(new Network(archive, spec), m_folder.resolve(name));
        return NetworkReader.read(m_folder.resolve(name));
    }

    private int entries(final String name) throws Exception {
        try (var zip = ZipReader.open(m_folder.resolve(name))) {
            return zip.entries().size();
        }
    }

    private static Layer.Tensor tensor(final String name, final Long... shape) {
        return new Layer.Tensor(name, List.of(shape));
    }

    @Test
    void theHeadIsAContainerWithNumberedLayers() throws Exception {
        final NetworkSpec after = HeadReplacer.replace(spec("tiny_resnet.traced"), TARGET, design());
        final List<Layer> head = after.modules().stream().filter(m -> after.head().contains(m.path())).toList();
        assertEquals(List.of("head Sequential", "head.0 Linear", "head.1 BatchNorm1d", "head.2 ReLU", "head.3 Dropout",
            "head.4 Linear", "head.5 GELU", "head.6 Dropout", "head.7 Linear"),
            head.stream().map(m -> m.path() + " " + m.kind()).toList());
        assertEquals(List.of(tensor("weight", 4L, 8L), tensor("bias", 4L)), head.get(1).parameters());
        assertEquals(List.of(tensor("weight", 4L), tensor("bias", 4L)), head.get(2).parameters());
        assertEquals(List.of(tensor("running_mean", 4L), tensor("running_var", 4L), tensor("num_batches_tracked")),
            head.get(2).buffers());
        assertEquals(List.of(tensor("weight", 3L, 4L), tensor("bias", 3L)), head.get(5).parameters());
        assertEquals(List.of(tensor("weight", 3L, 3L), tensor("bias", 3L)), head.get(8).parameters());
        assertEquals(Set.of("head"), Set.copyOf(head.stream().map(Layer::block).toList()));
        assertEquals(8, after.head().features());
        assertEquals(3, after.head().outputs());
        assertEquals(List.of("Replaced the head \"fc\" by a new one with 2 hidden layers for 3 classes, seed 3."),
            after.lineage());
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.engine.TestNetworks#cutFixtures")
    void theWrittenNetworkIsWhatTheSpecificationSays(final String name) throws Exception {
        final Path archive = TestNetworks.fixture(name);
        final NetworkSpec spec = HeadReplacer.replace(spec(name), TARGET, design());
        final NetworkSpec written = written(archive, spec, "new.pt");
        assertEquals(spec.modules().stream().map(m -> m.path() + " " + m.kind() + " " + m.block()).toList(),
            written.modules().stream().map(m -> m.path() + " " + m.kind() + " " + m.block()).toList());
        assertEquals(spec.layers(), written.layers());
        assertEquals(spec.isTraced(), written.isTraced());
        assertEquals(new Head("head", spec.head().features(), 3, true, false,
            new Target(Task.CLASSIFICATION, TARGET.classes(), List.of(), written.head().target().column()), null),
            written.head());
        assertTrue(written.cutPoints().containsAll(spec.cutPoints()), written.cutPoints().toString());
        assertTrue(written.cutPoints().stream().noneMatch(p -> written.head().contains(p.path())));
    }

    @ParameterizedTest
    @MethodSource("org.transferlearning.engine.TestNetworks#cutFixtures")
    void aHeadIsReplacedAsAWhole(final String name) throws Exception {
        final NetworkSpec once =
            written(TestNetworks.fixture(name), HeadReplacer.replace(spec(name), TARGET, design()), "once.pt");
        final NetworkSpec linear = HeadReplacer.replace(once, Target.classes(List.of("a", "b"), null), new HeadDesign(5));
        assertEquals(linear.layers(), written(m_folder.resolve("once.pt"), linear, "linear.pt").layers());
        assertEquals("Linear", linear.module("head").orElseThrow().kind());
        final NetworkSpec back = HeadReplacer.replace(NetworkReader.read(m_folder.resolve("linear.pt")), TARGET, design());
        assertEquals(once.layers(), written(m_folder.resolve("linear.pt"), back, "back.pt").layers());
        // nothing of earlier heads is left
        assertEquals(entries("once.pt"), entries("back.pt"));
    }

    private static List<String> tensors(final NetworkSpec spec) {
        return spec.layers().stream().map(l -> l.path() + l.kind() + l.parameters() + l.buffers()).toList();
    }

    @Test
    void behindACutPointTheOldHeadGoesToo() throws Exception {
        final Path archive = TestNetworks.fixture("tiny_resnet.scripted");
        final NetworkSpec once =
            written(archive, HeadReplacer.replace(spec("tiny_resnet.scripted"), TARGET, design()), "once.pt");
        final NetworkSpec cut = HeadReplacer.replace(once, TARGET, design().withCut("layer1", null));
        final NetworkSpec written = written(m_folder.resolve("once.pt"), cut, "cut.pt");
        assertEquals(tensors(cut), tensors(written));
        assertEquals(4, written.head().features());
        final NetworkSpec again = HeadReplacer.replace(written, TARGET, new HeadDesign(1).withCut("bn1", Pooling.MAX));
        assertEquals(List.of("conv1", "bn1", "head"),
            written(m_folder.resolve("cut.pt"), again, "again.pt").layers().stream().map(Layer::path).toList());
    }

    @Test
    void partsOfTheHeadAreNoCutPoints() throws Exception {
        final NetworkSpec after = HeadReplacer.replace(spec("tiny_resnet.scripted"), TARGET, design());
        final NetworkSpec written = written(TestNetworks.fixture("tiny_resnet.scripted"), after, "new.pt");
        for (final NetworkSpec spec : List.of(after, written)) {
            assertTrue(assertThrows(EngineException.class, () -> spec.cutPoint("head.2")).getMessage()
                .endsWith("cannot be cut after \"head.2\": it is a part of the head."));
        }
        assertEquals(after.blocks(), written.blocks());
    }

    @Test
    void frozenLayersOfTheOldHeadAreForgotten() throws Exception {
        final NetworkSpec once = HeadReplacer.replace(spec("tiny_resnet.scripted"), TARGET, design());
        final NetworkSpec frozen = once.withPlan(once.plan().withFrozen(List.of("head.0.weight", "conv1.weight"))
            .withUpdating(Set.of("head.1")));
        final TrainingPlan plan = HeadReplacer.replace(frozen, TARGET, design()).plan();
        assertEquals(Set.of("conv1.weight"), plan.frozen());
        // of the new head's batch norm there is nothing to keep
        assertEquals(Set.of("head.1"), plan.updating());
    }

    @Test
    void impossibleHiddenLayersAreRefused() throws Exception {
        assertRefused(design(new Hidden(8, Activation.RELU, true, 0), new Hidden(0, Activation.RELU, true, 0)),
            "Hidden layer 2 of the new head has 0 units.", "Give it 1 to 65,536 units.");
        assertRefused(design(new Hidden(65_537, Activation.RELU, true, 0)),
            "Hidden layer 1 of the new head has 65,537 units.", "Give it 1 to 65,536 units.");
        for (final double dropout : List.of(1.0, -0.1, Double.NaN)) {
            assertRefused(design(new Hidden(8, Activation.RELU, true, dropout)),
                "Hidden layer 1 of the new head has the dropout " + dropout + ".",
                "Choose a dropout of at least 0 and less than 1.");
        }
        // 8 · 65536 + 65536 · 65536 + 65536 · 3
        assertRefused(design(new Hidden(65_536, Activation.RELU, true, 0), new Hidden(65_536, Activation.RELU, true, 0)),
            "The new head for 8 features would have 4,295,688,192 weights; at most 268,435,456 are possible.",
            "Choose a pooling, another cut point, or fewer units in the first hidden layer.");
        assertRefused(design(Collections.nCopies(21, new Hidden(1, Activation.RELU, true, 0)).toArray(Hidden[]::new)),
            "The new head has 21 hidden layers; at most 20 are possible.", "Remove some of the hidden layers.");
    }

    @Test
    void aBiasThatDoesNotFitIsRefused() throws Exception {
        assertRefused(new HeadDesign("", null, List.of(), Weights.ZERO, List.of(1.0, 2.0), 1),
            "The design has 2 values for the last layer's bias, but the new head has 3 outputs.",
            "Give one value for each output.");
        assertRefused(new HeadDesign("", null, List.of(), Weights.ZERO, List.of(1.0, 2.0, 1e60), 1),
            "The bias of the new head cannot start from 1.0E60.", "Give finite numbers.");
    }

    private static void assertRefused(final HeadDesign design, final String message, final String resolution)
        throws Exception {
        final NetworkSpec spec = spec("tiny_resnet.traced");
        final var refusal = assertThrows(EngineException.class, () -> HeadReplacer.replace(spec, TARGET, design));
        assertEquals(message, refusal.getMessage());
        assertEquals(resolution, refusal.resolution());
    }
}
