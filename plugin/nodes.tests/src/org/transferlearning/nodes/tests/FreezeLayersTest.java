// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.testing.RunningWorkflow;

/** Freeze Layers in a workflow, on the bundled network: blocks features.0 to features.4 and its head, classifier. */
class FreezeLayersTest {

    // the head: 192 features, 30 classes, 192 · 30 + 30; features.4: a convolution 96 · 192 and a batch norm 2 · 192
    private static final String HEAD = "trainable 5,790 of 196,382 parameters";

    private static final String HEAD_AND_LAST_BLOCK = "trainable 24,606 of 196,382 parameters";

    private static final String EVERYTHING = "trainable 196,382 of 196,382 parameters";

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
    void messageAndPortSayHowMuchIsTrainable() throws Exception {
        final var node = m_chain.freeze(m_network, NodeSettingsMap.freeze("ALL_BUT_HEAD"));
        try (var workflow = m_chain.open()) {
            assertEquals(HEAD, workflow.message(node));
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            assertEquals(HEAD, workflow.message(node));
            final var summary = ((NetworkPortObject)workflow.output(node, 1)).getSummary();
            assertTrue(summary.contains(HEAD), summary);
        }
    }

    @Test
    void lastBlocksStayTrainableWithTheHead() throws Exception {
        final var node = m_chain.freeze(m_network, NodeSettingsMap.freeze("LAST_BLOCKS").put("blocks", 1));
        try (var workflow = m_chain.open()) {
            assertEquals(HEAD_AND_LAST_BLOCK, workflow.message(node));
        }
    }

    @Test
    void upToALayerFreezesWhatComesBeforeIt() throws Exception {
        final var node = m_chain.freeze(m_network,
            NodeSettingsMap.freeze("UP_TO_LAYER").put("layer", "features.1.conv1"));
        try (var workflow = m_chain.open()) {
            assertEquals(Set.of("features.0.0", "features.0.1", "features.1.conv1"),
                spec(workflow, node).frozenLayers());
        }
    }

    @Test
    void nothingMakesEveryLayerTrainable() throws Exception {
        final var frozen = m_chain.freeze(m_network, NodeSettingsMap.freeze("ALL_BUT_HEAD"));
        final var node = m_chain.freeze(frozen, NodeSettingsMap.freeze("NOTHING"));
        try (var workflow = m_chain.open()) {
            assertEquals(EVERYTHING, workflow.message(node));
        }
    }

    @Test
    void aSecondNodeChangesOnlyWhatItNames() throws Exception {
        final var frozen = m_chain.freeze(m_network, NodeSettingsMap.freeze("ALL_BUT_HEAD"));
        final var last = m_chain.freeze(frozen,
            NodeSettingsMap.freeze("BY_NAME").put("action", "UNFREEZE").put("pattern", "features.4.*"));
        final var first = m_chain.freeze(last, NodeSettingsMap.freeze("BY_NAME").put("action", "UNFREEZE")
            .put("patternKind", "REGEX").put("pattern", "features\\.0\\.[01]"));
        try (var workflow = m_chain.open()) {
            assertEquals(HEAD_AND_LAST_BLOCK, workflow.message(last));
            final var network = spec(workflow, first);
            final var trainable = network.layers().stream().filter(l -> !network.isFrozen(l)).map(Layer::path)
                .collect(Collectors.toSet());
            assertEquals(Set.of("features.0.0", "features.0.1", "features.4.0", "features.4.1", "classifier"),
                trainable);
        }
    }

    @Test
    void theArchiveIsShared() throws Exception {
        final var node = m_chain.freeze(m_network, NodeSettingsMap.freeze("ALL_BUT_HEAD"));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            assertEquals(((NetworkPortObject)workflow.output(m_network, 1)).network().archive(),
                ((NetworkPortObject)workflow.output(node, 1)).network().archive());
            // the input is as it was
            assertEquals(Set.of(), ((NetworkPortObject)workflow.output(m_network, 1)).getSpec().network().frozenLayers());
        }
    }

    @Test
    void anUnknownLayerIsNamed() throws Exception {
        final var node = m_chain.freeze(m_network, NodeSettingsMap.freeze("UP_TO_LAYER").put("layer", "features.99"));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, "features.99", "textures30");
        }
    }

    @Test
    void aPatternThatMatchesNothingIsNamed() throws Exception {
        final var node = m_chain.freeze(m_network, NodeSettingsMap.freeze("BY_NAME").put("pattern", "conv*"));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, "conv*", "textures30");
        }
    }

    @Test
    void aBrokenRegularExpressionIsNamed() throws Exception {
        final var node = m_chain.freeze(m_network,
            NodeSettingsMap.freeze("BY_NAME").put("patternKind", "REGEX").put("pattern", "features.("));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, "features.(", "regular expression");
        }
    }

    @Test
    void tooManyBlocksAreRefusedWithBothNumbers() throws Exception {
        final var node = m_chain.freeze(m_network, NodeSettingsMap.freeze("LAST_BLOCKS").put("blocks", 9));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, "5 blocks", "9");
        }
    }

    private static NetworkSpec spec(final RunningWorkflow workflow, final int node) {
        return ((NetworkPortObjectSpec)workflow.outputSpec(node, 1)).network();
    }
}
