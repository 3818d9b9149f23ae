// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** On a network with the blocks conv1, bn1, layer1, layer2 and the head fc. */
class LayerFreezerTest {

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
    void upToALayerFreezesTheLayersBeforeItToo() throws Exception {
        assertEquals(Set.of("conv1", "bn1", "layer1.0.conv1", "layer1.0.bn1"),
            LayerFreezer.upTo(m_spec, "layer1.0.bn1").frozenLayers());
    }

    @Test
    void upToABlockFreezesTheWholeBlock() throws Exception {
        final NetworkSpec frozen = LayerFreezer.upTo(m_spec, "layer1");
        assertTrue(frozen.frozenLayers().contains("layer1.1.bn2"));
        assertEquals(10, frozen.frozenLayers().size());
    }

    @Test
    void upToLeavesLaterLayersAsTheyAre() throws Exception {
        final NetworkSpec before = LayerFreezer.matching(m_spec, "fc", false, true);
        assertEquals(Set.of("conv1", "fc"), LayerFreezer.upTo(before, "conv1").frozenLayers());
    }

    @Test
    void lastBlocksAreTrainableBesideTheHead() throws Exception {
        final NetworkSpec frozen = LayerFreezer.lastBlocks(m_spec, 1);
        assertEquals(Set.of("layer2", "fc"), Set.copyOf(frozen.layers().stream()
            .filter(l -> !frozen.isFrozen(l)).map(Layer::block).toList()));
    }

    @Test
    void noLastBlockIsAllButTheHead() throws Exception {
        assertEquals(LayerFreezer.allButHead(m_spec).frozenLayers(), LayerFreezer.lastBlocks(m_spec, 0).frozenLayers());
    }

    @Test
    void lastBlocksMakesEarlierDecisionsForgotten() throws Exception {
        final NetworkSpec before = LayerFreezer.matching(m_spec, "layer2*", false, true);
        assertTrue(LayerFreezer.lastBlocks(before, 1).frozenLayers().stream().noneMatch(p -> p.startsWith("layer2")));
    }

    @Test
    void wildcardsMatchTheWholePath() throws Exception {
        assertEquals(Set.of("layer1.0.bn1", "layer1.0.bn2", "layer1.1.bn1", "layer1.1.bn2"),
            LayerFreezer.matching(m_spec, "layer1.*.bn?", false, true).frozenLayers());
        assertEquals(Set.of("conv1"), LayerFreezer.matching(m_spec, "conv1", false, true).frozenLayers());
    }

    @Test
    void aDotIsADotInWildcardsAndAnyCharacterInRegularExpressions() throws Exception {
        refusal(() -> LayerFreezer.matching(m_spec, "layer1.0.con.1", false, true));
        assertEquals(Set.of("layer1.0.conv1"),
            LayerFreezer.matching(m_spec, "layer1.0.con.1", true, true).frozenLayers());
    }

    @Test
    void chainedPatternsChangeOnlyWhatTheyName() throws Exception {
        final NetworkSpec all = LayerFreezer.allButHead(m_spec);
        final NetworkSpec chained = LayerFreezer.matching(all, "layer2.*", false, false);
        assertTrue(chained.frozenLayers().contains("conv1"));
        assertTrue(chained.frozenLayers().stream().noneMatch(p -> p.startsWith("layer2")));
        assertEquals("Made trainable the 10 layers that match \"layer2.*\".", chained.lineage().get(1));
    }

    @Test
    void nothingMakesEveryLayerTrainable() throws Exception {
        final NetworkSpec spec = LayerFreezer.nothing(LayerFreezer.allButHead(m_spec));
        assertEquals(Set.of(), spec.frozenLayers());
        assertEquals(spec.parameterCount(), spec.trainableCount());
    }

    @Test
    void anUnknownLayerIsNamed() {
        assertEquals("The network \"tiny_resnet\" has no layer \"layer9\".",
            refusal(() -> LayerFreezer.upTo(m_spec, "layer9")).getMessage());
    }

    @Test
    void tooManyBlocksAreRefusedWithTheirNumber() {
        assertEquals("The network \"tiny_resnet\" has 4 blocks before its head, not 5.",
            refusal(() -> LayerFreezer.lastBlocks(m_spec, 5)).getMessage());
    }

    @Test
    void aPatternThatMatchesNothingIsNamed() {
        assertEquals("No layer of the network \"tiny_resnet\" matches \"encoder*\".",
            refusal(() -> LayerFreezer.matching(m_spec, "encoder*", false, true)).getMessage());
    }

    @Test
    void aBrokenRegularExpressionIsNamed() {
        final String message = refusal(() -> LayerFreezer.matching(m_spec, "layer(", true, true)).getMessage();
        assertTrue(message.startsWith("\"layer(\" is not a regular expression"), message);
    }

    @Test
    void aNetworkWithoutAHeadCannotBeFrozenButForIt() {
        final NetworkSpec headless = m_spec.withHead(Head.NONE);
        refusal(() -> LayerFreezer.allButHead(headless));
    }
}
