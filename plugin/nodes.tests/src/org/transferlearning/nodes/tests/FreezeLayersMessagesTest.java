// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Freeze Layers says when something is wrong. */
class FreezeLayersMessagesTest {

    @TempDir
    private Path m_folder;

    private Chain m_chain;

    private int m_network;

    @BeforeEach
    void loadNetwork() {
        m_chain = new Chain(m_folder);
        m_network = m_chain.load(NodeSettingsMap.load(Chain.BUNDLED));
    }

    @Test
    void aNetworkThatIsAllFrozenIsWarnedOf() throws Exception {
        final var node = m_chain.freeze(m_network, NodeSettingsMap.freeze("EVERYTHING"));
        try (var workflow = m_chain.open()) {
            assertTrue(workflow.isConfigured(node));
            workflow.execute();
            Messages.assertWarned(workflow, node, "All layers of the network \"textures30\" are frozen now",
                "Replace Head");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UP_TO", "AFTER"})
    void anUnknownPlaceIsNamed(final String layers) throws Exception {
        assertNotConfigured(NodeSettingsMap.freeze(layers).put("place", "features.99"),
            "has no layer \"features.99\"", "textures30", "Choose one of its layers, for example \"");
        assertNotConfigured(NodeSettingsMap.freeze(layers), "No layer, block or cut point", "textures30");
    }

    @Test
    void aListedLayerThatIsNotThereIsNamed() throws Exception {
        assertNotConfigured(
            NodeSettingsMap.freeze("BY_NAME").put("names", NodeSettingsMap.names("features.0.0", "features.4.7")),
            "has no layer \"features.4.7\"", "textures30", "\"features.4.0\"");
    }

    @Test
    void anEmptyListAndAPatternThatMatchesNothingAreRefused() throws Exception {
        assertNotConfigured(NodeSettingsMap.freeze("BY_NAME"), "No layer", "textures30", "Select at least one");
        assertNotConfigured(
            NodeSettingsMap.freeze("BY_NAME").put("names", NodeSettingsMap.pattern("WILDCARD", "conv*")),
            "No layer", "textures30", "change the pattern");
    }

    @Test
    void aBrokenRegularExpressionIsNamed() throws Exception {
        assertNotConfigured(
            NodeSettingsMap.freeze("BY_NAME").put("names", NodeSettingsMap.pattern("REGEX", "features.(")),
            "\"features.(\" is not a regular expression");
    }

    @ParameterizedTest
    @CsvSource({"FIRST_BLOCKS, 9", "LAST_BLOCKS, 9", "ALL_BUT_LAST_BLOCKS, 9", "FIRST_BLOCKS, 0", "LAST_BLOCKS, 0"})
    void otherNumbersOfBlocksAreRefusedWithBoth(final String layers, final int blocks) throws Exception {
        assertNotConfigured(NodeSettingsMap.freeze(layers).put("blocks", blocks), "5 blocks",
            "so " + blocks + " cannot be chosen");
    }

    @Test
    void nothingLeftToSelectIsRefused() throws Exception {
        assertNotConfigured(NodeSettingsMap.freeze("AFTER").put("place", "features.4"), "textures30",
            "after \"features.4\"");
    }

    @Test
    void kindsThatTheNetworkLacksAreNamed() throws Exception {
        assertNotConfigured(NodeSettingsMap.freeze("BY_KIND").put("kind", "EMBEDDING"), "textures30",
            "has no embeddings");
    }

    @Test
    void numbersBeyondTheirBoundsAreRefused() throws Exception {
        assertNotConfigured(NodeSettingsMap.freeze("HEAD").put("action", "MULTIPLIER").put("multiplier", 0.0),
            "multiplier must be above 0 and at most 100, not 0");
        assertNotConfigured(NodeSettingsMap.freeze("HEAD").put("action", "DECAY").put("decay", 1.5),
            "above 0 and at most 1, not 1.5");
    }

    @Test
    void partsOfLayersHaveNoMultipliers() throws Exception {
        assertNotConfigured(NodeSettingsMap.freeze("BY_KIND").put("action", "MULTIPLIER").put("kind", "BIAS"),
            "whole layers", "biases");
    }

    @Test
    void whereNoBatchNormIsNoStatisticsAreUpdated() throws Exception {
        assertNotConfigured(NodeSettingsMap.freeze("HEAD").put("action", "STATISTICS"), "classifier", "Linear",
            "Choose batch norms");
    }

    @Test
    void frozenBatchNormsCannotUpdateTheirStatistics() throws Exception {
        final var frozen = m_chain.freeze(m_network, NodeSettingsMap.freeze("ALL_BUT_HEAD"));
        final var node = m_chain.freeze(frozen, NodeSettingsMap.freeze("BY_KIND").put("action", "STATISTICS"));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, "are frozen", "Make the batch norms trainable first");
        }
    }

    @Test
    void aNewHeadHasItsOwnSeed() throws Exception {
        final var table = m_chain.table(Pictures.spec("plain", "striped"));
        final var node = m_chain.freeze(m_chain.untrained(table, "Class"),
            NodeSettingsMap.freeze("HEAD").put("action", "REINITIALIZE"));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertRefused(workflow, node, "is new already", "Replace Head");
        }
    }

    @Test
    void predictAndExportTellOfLayersThatStartedAnew() throws Exception {
        final var table = m_chain.table(Pictures.spec("plain", "striped"));
        final var layer = NodeSettingsMap.freeze("BY_NAME").put("names", NodeSettingsMap.names("features.0.0"));
        final var one = m_chain.freeze(m_network, layer.put("action", "REINITIALIZE"));
        final var two = m_chain.freeze(one, NodeSettingsMap.freeze("FIRST_BLOCKS").put("action", "REINITIALIZE"));
        final var predict = m_chain.predict(one, table, NodeSettingsMap.predict("Path"));
        final var export = m_chain.export(two, NodeSettingsMap.export(m_folder.resolve("out").toString()));
        try (var workflow = m_chain.open()) {
            assertEquals("1 layer of the network \"textures30\" started anew and is untrained: its predictions are "
                + "random. Add a Fine-tune node before this one.", workflow.message(predict));
            assertEquals("2 layers of the network \"textures30\" started anew and are untrained: random values are "
                + "written. Add a Fine-tune node before this one.", workflow.message(export));
        }
    }

    private void assertNotConfigured(final NodeSettingsMap settings, final String... parts) throws Exception {
        final var node = m_chain.freeze(m_network, settings);
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, parts);
        }
    }
}
