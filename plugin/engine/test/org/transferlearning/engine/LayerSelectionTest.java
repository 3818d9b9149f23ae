// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** On a network with the blocks conv1, bn1, layer1, layer2 and the head fc, unless another is named. */
class LayerSelectionTest {

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

    private static Set<String> paths(final NetworkSpec spec, final LayerSelection selection) throws EngineException {
        return selection.in(spec).layers().stream().map(Layer::path).collect(Collectors.toSet());
    }

    private Set<String> paths(final LayerSelection selection) throws EngineException {
        return paths(m_spec, selection);
    }

    private Set<String> blocks(final LayerSelection selection) throws EngineException {
        return selection.in(m_spec).layers().stream().map(Layer::block).collect(Collectors.toSet());
    }

    private static NetworkSpec fixture(final String name) throws Exception {
        return NetworkReader.read(TestNetworks.fixture(name));
    }

    @Test
    void theHeadAndEverythingElseAreEverything() throws Exception {
        assertEquals(Set.of("fc"), paths(LayerSelection.head()));
        final Set<String> all = new HashSet<>(paths(LayerSelection.allButHead()));
        all.addAll(paths(LayerSelection.head()));
        assertEquals(all, paths(LayerSelection.everything()));
    }

    @Test
    void upToALayerSelectsTheLayersBeforeItToo() throws Exception {
        assertEquals(Set.of("conv1", "bn1", "layer1.0.conv1", "layer1.0.bn1"),
            paths(LayerSelection.upTo("layer1.0.bn1")));
    }

    @Test
    void upToABlockSelectsTheWholeBlock() throws Exception {
        assertEquals(10, paths(LayerSelection.upTo("layer1")).size());
        assertTrue(paths(LayerSelection.upTo("layer1")).contains("layer1.1.bn2"));
    }

    @Test
    void afterIsTheRestWithoutTheHead() throws Exception {
        assertEquals(Set.of("layer2"), blocks(LayerSelection.after("layer1")));
        assertEquals(Set.of("layer1.0.conv2", "layer1.0.bn2"), paths(LayerSelection.after("layer1.0.bn1")).stream()
            .filter(p -> p.startsWith("layer1.0")).collect(Collectors.toSet()));
    }

    @Test
    void nothingIsAfterTheLastBlock() {
        assertEquals("The network \"tiny_resnet\" has none of the selected layers: the layers after \"layer2\", "
            + "without the head.", refusal(() -> paths(LayerSelection.after("layer2"))).getMessage());
    }

    @Test
    void upToACutPointSelectsWhatACutThereKeeps() throws Exception {
        for (final String name : TestNetworks.fixtures().toList()) {
            final NetworkSpec spec = fixture(name);
            for (final CutPoint point : spec.cutPoints()) {
                final Set<String> before = spec.modulesBefore(point);
                final Set<String> expected = spec.layers().stream().map(Layer::path).filter(before::contains)
                    .collect(Collectors.toSet());
                if (!expected.isEmpty()) {
                    assertEquals(expected, paths(spec, LayerSelection.upTo(point.path())), name + " " + point.path());
                }
            }
        }
    }

    @Test
    void firstAndLastBlocksAreCountedFromBothEnds() throws Exception {
        assertEquals(Set.of("conv1", "bn1"), blocks(LayerSelection.firstBlocks(2)));
        assertEquals(Set.of("layer1", "layer2"), blocks(LayerSelection.lastBlocks(2)));
        assertEquals(Set.of("conv1", "bn1"), blocks(LayerSelection.allButLastBlocks(2)));
        assertEquals(paths(LayerSelection.allButHead()), paths(LayerSelection.allButLastBlocks(0)));
        assertEquals(paths(LayerSelection.allButHead()), paths(LayerSelection.firstBlocks(4)));
    }

    @Test
    void otherNumbersOfBlocksAreRefusedWithBoth() {
        final String message = "The network \"tiny_resnet\" has 4 blocks before its head, so %d cannot be chosen.";
        for (final int n : new int[]{0, 5}) {
            final EngineException refusal = refusal(() -> paths(LayerSelection.firstBlocks(n)));
            assertEquals(String.format(message, n), refusal.getMessage());
            assertEquals("Choose a number of blocks from 1 to 4.", refusal.resolution());
            assertEquals(String.format(message, n), refusal(() -> paths(LayerSelection.lastBlocks(n))).getMessage());
        }
        for (final int n : new int[]{-1, 4}) { // with all four blocks left out, none would be left
            final EngineException refusal = refusal(() -> paths(LayerSelection.allButLastBlocks(n)));
            assertEquals(String.format(message, n), refusal.getMessage());
            assertEquals("Choose a number of blocks from 0 to 3.", refusal.resolution());
        }
    }

    @Test
    void modulesInAListStandForAllTheirLayers() throws Exception {
        assertEquals(Set.of("conv1", "layer1.1.conv1", "layer1.1.bn1", "layer1.1.conv2", "layer1.1.bn2"),
            paths(LayerSelection.layers(List.of("layer1.1", "conv1"))));
    }

    @Test
    void anUnknownLayerIsNamedWithSimilarOnes() {
        for (final LayerSelection selection : List.of(LayerSelection.upTo("layer9"), LayerSelection.after("layer9"),
            LayerSelection.layers(List.of("conv1", "layer9")))) {
            final EngineException refusal = refusal(() -> paths(selection));
            assertEquals("The network \"tiny_resnet\" has no layer \"layer9\".", refusal.getMessage());
            assertTrue(refusal.resolution().contains("\"layer1\", \"layer2\""), refusal.resolution());
        }
    }

    @Test
    void anEmptyListOrPlaceIsRefused() {
        assertEquals("No layer, block or cut point of the network \"tiny_resnet\" is chosen.",
            refusal(() -> paths(LayerSelection.upTo(""))).getMessage());
        assertEquals("No layer of the network \"tiny_resnet\" is selected.",
            refusal(() -> paths(LayerSelection.layers(List.of()))).getMessage());
    }

    @Test
    void wildcardsMatchTheWholePath() throws Exception {
        assertEquals(Set.of("layer1.0.bn1", "layer1.0.bn2", "layer1.1.bn1", "layer1.1.bn2"),
            paths(LayerSelection.matching("layer1.*.bn?", false)));
        assertEquals(Set.of("conv1"), paths(LayerSelection.matching("conv1", false)));
    }

    @Test
    void aDotIsADotInWildcardsAndAnyCharacterInRegularExpressions() throws Exception {
        refusal(() -> paths(LayerSelection.matching("layer1.0.con.1", false)));
        assertEquals(Set.of("layer1.0.conv1"), paths(LayerSelection.matching("layer1.0.con.1", true)));
    }

    @Test
    void aPatternThatMatchesNothingIsNamed() {
        assertEquals("No layer of the network \"tiny_resnet\" matches \"encoder*\".",
            refusal(() -> paths(LayerSelection.matching("encoder*", false))).getMessage());
    }

    @Test
    void aBrokenRegularExpressionIsNamed() {
        final String message = refusal(() -> paths(LayerSelection.matching("layer(", true))).getMessage();
        assertTrue(message.startsWith("\"layer(\" is not a regular expression"), message);
    }

    @Test
    void kindsAreFoundAllOverTheNetwork() throws Exception {
        assertEquals(Set.of("Conv2d"), kinds(m_spec, LayerKind.CONVOLUTION));
        assertEquals(Set.of("BatchNorm2d"), kinds(m_spec, LayerKind.BATCH_NORM));
        assertEquals(Set.of("BatchNorm2d"), kinds(m_spec, LayerKind.NORM));
        assertEquals(Set.of("fc"), paths(LayerSelection.ofKind(LayerKind.LINEAR)));
        // the convolutions have no biases
        assertEquals(Set.of("BatchNorm2d", "Linear"), kinds(m_spec, LayerKind.BIAS));
    }

    @Test
    void kindsThatTheNetworkLacksAreNamed() {
        assertEquals("The network \"tiny_resnet\" has no embeddings.",
            refusal(() -> paths(LayerSelection.ofKind(LayerKind.EMBEDDING))).getMessage());
    }

    @Test
    void aTransformersEmbeddingsAreItsTablesPositionsAndClassTokens() throws Exception {
        final NetworkSpec vit = NetworkReader.read(Architectures.file("vit.traced"));
        assertEquals(Set.of("class_token", "pos_embedding"),
            LayerSelection.ofKind(LayerKind.EMBEDDING).in(vit).parameters());
        final NetworkSpec bert = NetworkReader.read(Architectures.file("bert.scripted"));
        assertEquals(Set.of("embeddings.word_embeddings.weight", "embeddings.position_embeddings.weight"),
            LayerSelection.ofKind(LayerKind.EMBEDDING).in(bert).parameters());
    }

    @Test
    void aNetworkWithoutAHeadCannotBeSelectedByIt() {
        final NetworkSpec headless = m_spec.withHead(Head.NONE);
        for (final LayerSelection selection : List.of(LayerSelection.allButHead(), LayerSelection.head())) {
            assertEquals("The network \"tiny_resnet\" does not end in a linear layer, so it is not known what its "
                + "head is.", refusal(() -> selection.in(headless)).getMessage());
        }
    }

    private static Set<String> kinds(final NetworkSpec spec, final LayerKind kind) throws EngineException {
        return LayerSelection.ofKind(kind).in(spec).layers().stream().map(Layer::kind).collect(Collectors.toSet());
    }
}
