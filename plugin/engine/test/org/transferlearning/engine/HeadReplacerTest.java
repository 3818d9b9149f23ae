// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class HeadReplacerTest {

    private static final List<String> CLASSES = List.of("ants", "bees", "wasps");

    private static NetworkSpec spec(final String name) throws Exception {
        return NetworkReader.read(TestNetworks.fixture(name));
    }

    private static EngineException refusal(final NetworkSpec spec, final List<String> classes) {
        return assertThrows(EngineException.class, () -> HeadReplacer.replace(spec, Target.classes(classes, null), new HeadDesign(1)));
    }

    @Test
    void newHeadTakesThePlaceOfTheLastLinearLayer() throws Exception {
        final NetworkSpec before = spec("tiny_mobilenet.scripted");
        final NetworkSpec after = HeadReplacer.replace(before, Target.classes(CLASSES, null),
                new HeadDesign(42));
        assertEquals(new Head("head", 8, 3, true, false, Target.classes(CLASSES, null), new HeadDesign(42)),
            after.head());
        final int last = before.layers().size() - 1;
        assertEquals(before.layers().subList(0, last), after.layers().subList(0, last));
        // weight (classes, features) and bias (classes)
        assertEquals(new Layer("head", "Linear", "head", List.of(new Layer.Tensor("weight", List.of(3L, 8L)),
            new Layer.Tensor("bias", List.of(3L))), List.of(), "is a part of the head", List.of()), after.layers().get(last));
        // those after the old head and after the module that it was in are gone
        assertEquals(List.of("classifier.1", "classifier"), before.cutPoints().stream().map(CutPoint::path)
            .skip(after.cutPoints().size()).toList());
        assertEquals(before.cutPoints().subList(0, before.cutPoints().size() - 2), after.cutPoints());
        assertEquals("head", after.blocks().get(after.blocks().size() - 1));
    }

    @Test
    void frozenLayersAndMultipliersStayAndTheHeadIsTrainable() throws Exception {
        final NetworkSpec before = LayerFreezer.upTo(spec("tiny_resnet.scripted"), "fc");
        final var withMultipliers =
            before.withPlan(before.plan().withMultipliers(Map.of("conv1", 0.1, "fc", 10.0)));
        final NetworkSpec after = HeadReplacer.replace(withMultipliers, Target.classes(CLASSES, null),
                new HeadDesign(1));
        assertTrue(after.frozenLayers().contains("conv1"));
        assertEquals(Set.of("head.weight", "head.bias"), after.trainableParameters().keySet());
        assertEquals(Map.of("conv1", 0.1), after.plan().multipliers());
        // 8 features × 3 classes + 3
        assertEquals(27, after.trainableCount());
    }

    @Test
    void replacingTwiceCutsAtTheSamePlace() throws Exception {
        final NetworkSpec once = HeadReplacer.replace(spec("tiny_resnet.traced"), Target.classes(CLASSES, null),
                new HeadDesign(1));
        final NetworkSpec twice = HeadReplacer.replace(once, Target.classes(List.of("a", "b"), null),
                new HeadDesign(2));
        assertEquals(new Head("head", 8, 2, true, false, Target.classes(List.of("a", "b"), null), new HeadDesign(2)), twice.head());
        assertEquals(once.layers().size(), twice.layers().size());
        assertEquals(2, twice.lineage().size());
    }

    @Test
    void lineageTellsWhatWasDone() throws Exception {
        assertEquals(List.of("Replaced the head \"fc\" by a new one for 3 classes, seed 7."),
            HeadReplacer.replace(spec("tiny_resnet.traced"), Target.classes(CLASSES, null),
                new HeadDesign(7)).lineage());
    }

    @Test
    void aNewHeadGivesLogitsAlsoWhereTheNetworkGaveProbabilities() throws Exception {
        assertEquals(false, HeadReplacer.replace(spec("softmaxed.scripted"), Target.classes(CLASSES, null),
                new HeadDesign(1)).head().isProbabilities());
    }

    @Test
    void layersWithTheNameOfTheHeadGetAnother() throws Exception {
        final NetworkSpec before = LayerFreezer.matching(spec("norm_head.scripted"), "head.0");
        final NetworkSpec after = HeadReplacer.replace(before, Target.classes(CLASSES, null),
                new HeadDesign(1));
        assertEquals(List.of("stem", "head_before.0", "head"), after.layers().stream().map(Layer::path).toList());
        assertEquals(Set.of("head_before.0"), after.frozenLayers());
    }

    @Test
    void outputShapesStayKnownBeforeTheCut() throws Exception {
        final NetworkSpec spec = NetworkReader.read(Architectures.file("mobilenet_v2.scripted"))
            .withModules(m -> m.withOutputShape(List.of(1L, 9L)));
        final Target target = Target.classes(List.of("a", "b"), null);
        final NetworkSpec cut = HeadReplacer.replace(spec, target, new HeadDesign(1).withCut("features.3", null));
        assertEquals(List.of(1L, 9L), cut.module("features.3").orElseThrow().outputShape());
        assertEquals(List.of(), cut.module("features").orElseThrow().outputShape());
        assertEquals(List.of(1L, 2L), cut.module("").orElseThrow().outputShape());
        final NetworkSpec replaced = HeadReplacer.replace(spec, target, new HeadDesign(1));
        assertEquals(List.of(1L, 9L), replaced.module("features").orElseThrow().outputShape());
        assertEquals(List.of(), replaced.module("classifier").orElseThrow().outputShape());
        assertEquals(List.of(1L, 2L), replaced.module("").orElseThrow().outputShape());
    }

    @Test
    void oneClassIsRefused() throws Exception {
        final EngineException e = refusal(spec("tiny_resnet.traced"), List.of("ants"));
        assertEquals("There is only one class, \"ants\".", e.getMessage());
        assertEquals("Choose a target column with at least two different values.", e.resolution());
    }

    @Test
    void noClassIsRefused() throws Exception {
        assertEquals("There are no classes to learn.",
            refusal(spec("tiny_resnet.traced"), List.of()).getMessage());
    }

    @Test
    void twoThousandClassesAreRefused() throws Exception {
        final EngineException e = refusal(spec("tiny_resnet.traced"),
            IntStream.range(0, 2000).mapToObj(i -> "row" + i).toList());
        assertEquals("The target has 2,000 different values; a head can have at most 1,000.", e.getMessage());
        assertTrue(e.resolution().contains("identifies the rows"));
    }

    @Test
    void aClassThatAppearsTwiceIsRefused() throws Exception {
        assertEquals("The class \"bees\" appears twice.",
            refusal(spec("tiny_resnet.traced"), List.of("bees", "ants", "bees")).getMessage());
    }

    @Test
    void aNetworkWithoutALastLinearLayerIsRefused() throws Exception {
        final NetworkSpec spec = NetworkReader.read(TestNetworks.real("squeezenet1_0_imagenet.scripted"));
        assertEquals("The network \"squeezenet1_0_imagenet\" does not end in a linear layer (\"classifier.1\" is of "
            + "the kind Conv2d), so its head cannot be replaced.", refusal(spec, CLASSES).getMessage());
    }

    @Test
    void aNetworkWhoseLastLinearLayerRunsConditionallyIsRefused() throws Exception {
        final String message = refusal(spec("conditional.scripted"), CLASSES).getMessage();
        assertTrue(message.startsWith("The network \"conditional\" cannot be cut before its last linear layer \"fc\""),
            message);
    }
}
