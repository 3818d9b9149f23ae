// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Actions and their chains, on a network with the blocks conv1, bn1, layer1, layer2 and the head fc. */
class LayerFreezerTest {

    private static final LayerAction FREEZE = new LayerAction.Freeze();

    private static final LayerAction MAKE_TRAINABLE = new LayerAction.MakeTrainable();

    private static final LayerAction UPDATE = new LayerAction.UpdateStatistics();

    private NetworkSpec m_spec;

    @BeforeEach
    void read() throws Exception {
        m_spec = NetworkReader.read(TestNetworks.fixture("tiny_resnet.scripted"));
    }

    private static EngineException refusal(final Executable action) {
        final var e = assertThrows(EngineException.class, action);
        assertTrue(!e.resolution().isBlank());
        return e;
    }

    private static String lastStep(final NetworkSpec spec) {
        return spec.lineage().get(spec.lineage().size() - 1);
    }

    private static NetworkSpec multiply(final NetworkSpec spec, final LayerSelection selection, final double factor)
        throws EngineException {
        return LayerFreezer.apply(spec, selection, new LayerAction.Multiply(factor));
    }

    private static NetworkSpec reinitialize(final NetworkSpec spec, final LayerSelection selection)
        throws EngineException {
        return LayerFreezer.apply(spec, selection, new LayerAction.Reinitialize(7));
    }

    private static Set<String> layersOf(final NetworkSpec spec, final String kind) {
        return spec.layers().stream().filter(l -> l.kind().equals(kind)).map(Layer::path).collect(Collectors.toSet());
    }

    @Test
    void allButTheHeadLeavesOnlyTheHeadTrainable() throws Exception {
        final NetworkSpec frozen = LayerFreezer.allButHead(m_spec);
        assertEquals(Set.of("fc.weight", "fc.bias"), frozen.trainableParameters().keySet());
        // fc: 8 × 5 + 5 = 45; conv1 and bn1: 108 + 8; layer1: 2 × (2 × 144 + 2 × 8);
        // layer2: 288 + 576 + 2 × 16 + 32 + 16 and 2 × 576 + 2 × 16
        assertEquals("trainable 45 of 2,897 parameters", frozen.trainableSummary());
        assertEquals(List.of("Froze every layer but the head."), frozen.lineage());
    }

    @Test
    void recipesAreTheirSelections() throws Exception {
        assertEquals(Set.of("layer2", "fc"), LayerFreezer.allButLastBlocks(m_spec, 1).trainableParameters().keySet()
            .stream().map(n -> n.substring(0, n.indexOf('.'))).collect(Collectors.toSet()));
        assertEquals(Set.of("conv1", "bn1"), LayerFreezer.upTo(m_spec, "bn1").frozenLayers());
        assertEquals(Set.of("conv1"), LayerFreezer.matching(m_spec, "conv?").frozenLayers());
        assertEquals(Set.of(), LayerFreezer.nothing(LayerFreezer.allButHead(m_spec)).frozenLayers());
        assertEquals(m_spec.layers().stream().map(Layer::path).collect(Collectors.toSet()),
            LayerFreezer.fromScratch(m_spec, 1).plan().reinitialized().keySet());
    }

    @Test
    void aStepLeavesAloneWhatItDoesNotSelect() throws Exception {
        final NetworkSpec all = LayerFreezer.allButHead(m_spec);
        final NetworkSpec chained =
            LayerFreezer.apply(all, LayerSelection.matching("layer2.*", false), MAKE_TRAINABLE);
        assertTrue(chained.frozenLayers().contains("conv1"));
        assertTrue(chained.frozenLayers().stream().noneMatch(p -> p.startsWith("layer2")));
        final NetworkSpec head = LayerFreezer.apply(m_spec, LayerSelection.head(), FREEZE);
        assertEquals(Set.of("conv1", "fc"), LayerFreezer.upTo(head, "conv1").frozenLayers());
        assertEquals(List.of("Froze every layer but the head.",
            "Made the 10 layers that match \"layer2.*\" trainable."), chained.lineage());
    }

    @Test
    void biasesAreFrozenWithoutTheirLayers() throws Exception {
        final NetworkSpec frozen = LayerFreezer.apply(m_spec, LayerSelection.ofKind(LayerKind.BIAS), FREEZE);
        assertTrue(frozen.plan().frozen().contains("fc.bias"));
        assertTrue(frozen.plan().frozen().contains("bn1.bias"));
        assertTrue(frozen.plan().frozen().stream().allMatch(n -> n.endsWith(".bias")));
        assertEquals(Set.of(), frozen.frozenLayers());
        assertEquals("Froze the biases.", lastStep(frozen));
    }

    @Test
    void multipliersAreSetAndNotMultiplied() throws Exception {
        final NetworkSpec once = multiply(m_spec, LayerSelection.everything(), 0.5);
        final NetworkSpec twice = multiply(once, LayerSelection.firstBlocks(1), 0.1);
        assertEquals(0.1, twice.trainableParameters().get("conv1.weight"));
        assertEquals(0.5, twice.trainableParameters().get("fc.bias"));
        assertEquals("Set the learning-rate multiplier 0.1 for the first block.", lastStep(twice));
    }

    @Test
    void multipliersBeyondTheirBoundsAreRefused() {
        for (final double factor : new double[]{0, -1, 100.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            final String message =
                refusal(() -> multiply(m_spec, LayerSelection.everything(), factor)).getMessage();
            assertTrue(message.startsWith("A learning-rate multiplier must be above 0 and at most 100, not "), message);
        }
    }

    @Test
    void theLearningRateDecaysFromTheHeadToTheInput() throws Exception {
        final NetworkSpec spec =
            LayerFreezer.apply(m_spec, LayerSelection.everything(), new LayerAction.Decay(0.5));
        // head 1, layer2 1/2, layer1 1/4, bn1 1/8, conv1 1/16
        assertEquals(Map.of("fc.bias", 1.0, "layer2.1.bn2.bias", 0.5, "layer1.0.conv1.weight", 0.25, "bn1.weight",
            0.125, "conv1.weight", 0.0625), spec.trainableParameters().entrySet().stream()
                .filter(e -> Set.of("fc.bias", "layer2.1.bn2.bias", "layer1.0.conv1.weight", "bn1.weight",
                    "conv1.weight").contains(e.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        assertEquals("Let the learning rate fall by the factor 0.5 from block to block towards the input, for every "
            + "layer.", lastStep(spec));
    }

    @Test
    void theLastBlockIsTheHeadWhereNoneIsKnown() throws Exception {
        final NetworkSpec spec = LayerFreezer.apply(m_spec.withHead(Head.NONE), LayerSelection.everything(),
            new LayerAction.Decay(0.5));
        assertEquals(1.0, spec.trainableParameters().get("fc.bias"));
        assertEquals(0.5, spec.trainableParameters().get("layer2.1.bn2.bias"));
    }

    @Test
    void theSmallestMultiplierIsAboveZero() throws Exception {
        final NetworkSpec spec =
            LayerFreezer.apply(m_spec, LayerSelection.everything(), new LayerAction.Decay(1e-200));
        assertTrue((float)(double)spec.trainableParameters().get("conv1.weight") > 0);
    }

    @Test
    void aDecayBeyondItsBoundsIsRefused() {
        for (final double factor : new double[]{0, -0.5, 1.01, Double.NaN}) {
            final String message = refusal(() -> LayerFreezer.apply(m_spec, LayerSelection.everything(),
                new LayerAction.Decay(factor))).getMessage();
            assertTrue(message.startsWith("The factor of a learning-rate decay must be above 0 and at most 1, not "),
                message);
        }
    }

    @Test
    void partsOfLayersHaveNoMultipliersAndDoNotStartAnew() {
        assertEquals("A learning-rate multiplier is for whole layers, and the biases are only a part of \"bn1\".",
            refusal(() -> multiply(m_spec, LayerSelection.ofKind(LayerKind.BIAS), 0.5)).getMessage());
        assertEquals("A new start is for whole layers, and the biases are only a part of \"bn1\".",
            refusal(() -> reinitialize(m_spec, LayerSelection.ofKind(LayerKind.BIAS))).getMessage());
    }

    @Test
    void runningStatisticsOfTrainableBatchNormsAreUpdatedOnly() throws Exception {
        final NetworkSpec frozen = LayerFreezer.upTo(m_spec, "layer1");
        final NetworkSpec updating = LayerFreezer.apply(frozen, LayerSelection.ofKind(LayerKind.BATCH_NORM), UPDATE);
        assertEquals(Set.of("layer2.0.bn1", "layer2.0.bn2", "layer2.0.downsample.1", "layer2.1.bn1", "layer2.1.bn2"),
            updating.plan().updating());
        assertEquals("Let the running statistics of 5 trainable batch norms follow the training data (selected: "
            + "the batch norms).", lastStep(updating));
    }

    @Test
    void freezingALayerKeepsItsRunningStatistics() throws Exception {
        final NetworkSpec updating = LayerFreezer.apply(m_spec, LayerSelection.everything(), UPDATE);
        assertEquals(layersOf(m_spec, "BatchNorm2d"), updating.plan().updating());
        assertEquals(Set.of("bn1"), difference(updating.plan().updating(),
            LayerFreezer.matching(updating, "bn1").plan().updating()));
        // a layer whose bias is frozen is not all trainable, and its statistics belong to the frozen part
        assertEquals(Set.of(),
            LayerFreezer.apply(updating, LayerSelection.ofKind(LayerKind.BIAS), FREEZE).plan().updating());
        // and they do not come back
        assertEquals(Set.of(), LayerFreezer.nothing(LayerFreezer.allButHead(updating)).plan().updating());
    }

    @Test
    void runningStatisticsCanBeKeptAgain() throws Exception {
        final NetworkSpec updating = LayerFreezer.apply(m_spec, LayerSelection.everything(), UPDATE);
        final NetworkSpec kept =
            LayerFreezer.apply(updating, LayerSelection.lastBlocks(1), new LayerAction.KeepStatistics());
        assertTrue(kept.plan().updating().contains("layer1.0.bn1"));
        assertTrue(kept.plan().updating().stream().noneMatch(p -> p.startsWith("layer2")));
        assertEquals(Set.of(), kept.frozenLayers());
        assertEquals("Kept the running statistics of the batch norms in the last block before the head.",
            lastStep(kept));
    }

    @Test
    void frozenBatchNormsCannotUpdateTheirStatistics() throws Exception {
        final NetworkSpec frozen = LayerFreezer.allButHead(m_spec);
        assertEquals("The selected batch norms of the network \"tiny_resnet\" are frozen, and frozen layers keep their "
            + "running statistics.", refusal(
                () -> LayerFreezer.apply(frozen, LayerSelection.layers(List.of("bn1")), UPDATE)).getMessage());
    }

    @Test
    void onlyBatchNormsHaveRunningStatistics() {
        assertEquals("None of the selected layers of the network \"tiny_resnet\" is a batch norm with running "
            + "statistics; \"conv1\", for example, is of the kind Conv2d.",
            refusal(() -> LayerFreezer.apply(m_spec, LayerSelection.ofKind(LayerKind.CONVOLUTION), UPDATE))
                .getMessage());
    }

    @Test
    void aNewStartMakesTrainableAndUpdatesStatistics() throws Exception {
        final NetworkSpec spec = reinitialize(LayerFreezer.allButHead(m_spec), LayerSelection.lastBlocks(1));
        assertEquals(Set.of("layer2.0.bn1", "layer2.0.bn2", "layer2.0.downsample.1", "layer2.1.bn1", "layer2.1.bn2"),
            spec.plan().updating());
        assertEquals(10, spec.plan().reinitialized().size());
        assertEquals(Set.of(7L), new HashSet<>(spec.plan().reinitialized().values()));
        assertEquals(spec.plan().reinitialized().keySet(), difference(LayerFreezer.allButHead(m_spec).frozenLayers(),
            spec.frozenLayers()));
        assertEquals("Started the last block before the head anew from random values, seed 7.", lastStep(spec));
    }

    @Test
    void aHeadThatIsNewKeepsItsOwnSeed() throws Exception {
        final NetworkSpec replaced =
            HeadReplacer.replace(m_spec, Target.classes(List.of("a", "b"), null), new HeadDesign(3));
        final NetworkSpec spec = LayerFreezer.fromScratch(replaced, 7);
        assertTrue(!spec.plan().reinitialized().containsKey("head"));
        assertEquals(3, spec.head().design().seed());
        assertEquals("The head of the network \"tiny_resnet\" is new already.",
            refusal(() -> reinitialize(replaced, LayerSelection.head())).getMessage());
    }

    @Test
    void whatCannotStartAnewIsNamed() {
        final var layer = new Layer("block.mixer", "Mixer", "block",
            List.of(new Layer.Tensor("temperature", List.of())), List.of());
        final NetworkSpec spec = new NetworkSpec("odd", false, List.of(layer), List.of(), Head.NONE,
            Preprocessing.IMAGENET, TrainingPlan.EVERYTHING, List.of());
        assertEquals("How the parameter \"block.mixer.temperature\" of the kind Mixer starts in a new network is not "
            + "known.", refusal(() -> LayerFreezer.fromScratch(spec, 1)).getMessage());
    }

    @Test
    void everythingCanBeFrozen() throws Exception {
        assertEquals(0, LayerFreezer.apply(m_spec, LayerSelection.everything(), FREEZE).trainableCount());
    }

    private static Set<String> difference(final Set<String> all, final Set<String> without) {
        final Set<String> rest = new HashSet<>(all);
        rest.removeAll(without);
        return rest;
    }
}
