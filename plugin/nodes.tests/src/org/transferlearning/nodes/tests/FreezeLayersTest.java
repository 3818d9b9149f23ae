// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.NetworkReader;
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

    private static NetworkSpec spec(final RunningWorkflow workflow, final int node) {
        return ((NetworkPortObjectSpec)workflow.outputSpec(node, 1)).network();
    }

    /** What one node makes of the bundled network. */
    private NetworkSpec configured(final NodeSettingsMap settings) throws Exception {
        final var node = m_chain.freeze(m_network, settings);
        try (var workflow = m_chain.open()) {
            assertTrue(workflow.isConfigured(node), () -> workflow.message(node));
            assertEquals("", workflow.message(node));
            return spec(workflow, node);
        }
    }

    private static Set<String> trainable(final NetworkSpec network) {
        return network.layers().stream().filter(l -> !network.isFrozen(l)).map(Layer::path).collect(Collectors.toSet());
    }

    private static Set<String> trainableBlocks(final NetworkSpec network) {
        return network.layers().stream().filter(l -> !network.isFrozen(l)).map(Layer::block)
            .collect(Collectors.toSet());
    }

    @Test
    void thePortSaysHowMuchIsTrainableAndTheNodeIsQuiet() throws Exception {
        final var node = m_chain.freeze(m_network, NodeSettingsMap.freeze("ALL_BUT_HEAD"));
        try (var workflow = m_chain.open()) {
            assertEquals("", workflow.message(node));
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            assertEquals("", workflow.message(node));
            final var summary = ((NetworkPortObject)workflow.output(node, 1)).getSummary();
            assertTrue(summary.contains(HEAD), summary);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ALL_BUT_HEAD | classifier", "ALL_BUT_LAST_BLOCKS | features.4 classifier",
        "FIRST_BLOCKS | features.1 features.2 features.3 features.4 classifier",
        "LAST_BLOCKS | features.0 features.1 features.2 features.3 classifier",
        "HEAD | features.0 features.1 features.2 features.3 features.4"})
    void everySelectionFreezesItsBlocks(final String layers, final String trainable) throws Exception {
        assertEquals(Set.of(trainable.split(" ")),
            trainableBlocks(configured(NodeSettingsMap.freeze(layers).put("blocks", 1))));
    }

    @Test
    void upToAPlaceAndAfterItAreEverythingButTheHead() throws Exception {
        assertEquals(Set.of("features.0.0", "features.0.1", "features.1.conv1"),
            configured(NodeSettingsMap.freeze("UP_TO").put("place", "features.1.conv1")).frozenLayers());
        assertEquals(Set.of("features.0", "features.1", "classifier"),
            trainableBlocks(configured(NodeSettingsMap.freeze("AFTER").put("place", "features.1"))));
    }

    @Test
    void namesComeFromAListOrAPattern() throws Exception {
        for (final var names : new NodeSettingsMap[]{NodeSettingsMap.names("features.4.0", "features.4.1"),
            NodeSettingsMap.pattern("WILDCARD", "features.4.*"),
            NodeSettingsMap.pattern("REGEX", "features\\.4\\.[01]")}) {
            assertEquals(Set.of("features.4.0", "features.4.1"),
                configured(NodeSettingsMap.freeze("BY_NAME").put("names", names)).frozenLayers());
        }
    }

    @Test
    void kindsAreFoundAllOverTheNetwork() throws Exception {
        final var network = configured(NodeSettingsMap.freeze("BY_KIND").put("kind", "CONVOLUTION"));
        assertEquals(Set.of("BatchNorm2d", "Linear"), network.layers().stream().filter(l -> !network.isFrozen(l))
            .map(Layer::kind).collect(Collectors.toSet()));
        final var biases = configured(NodeSettingsMap.freeze("BY_KIND").put("kind", "BIAS"));
        assertTrue(biases.plan().frozen().contains("classifier.bias"));
        assertEquals(Set.of(), biases.frozenLayers());
    }

    @Test
    void multipliersAndDecaySetHowFastLayersLearn() throws Exception {
        final var slower = configured(
            NodeSettingsMap.freeze("FIRST_BLOCKS").put("action", "MULTIPLIER").put("multiplier", 0.25));
        assertEquals(Map.of("features.0.0", 0.25, "features.0.1", 0.25), slower.plan().multipliers());
        final var decayed = configured(NodeSettingsMap.freeze("EVERYTHING").put("action", "DECAY").put("decay", 0.5));
        assertEquals(1, decayed.trainableParameters().get("classifier.weight"));
        assertEquals(0.5, decayed.trainableParameters().get("features.4.0.weight"));
        // five blocks before the head: 0.5^5
        assertEquals(0.03125, decayed.trainableParameters().get("features.0.0.weight"));
    }

    @Test
    void layersStartAnewWithTheSeed() throws Exception {
        final var network =
            configured(NodeSettingsMap.freeze("LAST_BLOCKS").put("action", "REINITIALIZE").put("seed", 5L));
        assertEquals(Map.of("features.4.0", 5L, "features.4.1", 5L), network.plan().reinitialized());
        assertEquals(Set.of("features.4.1"), network.plan().updating());
        assertEquals(EVERYTHING, network.trainableSummary());
    }

    @Test
    void batchNormsUpdateTheirStatisticsAndKeepThemAgain() throws Exception {
        final var update = m_chain.freeze(m_network, NodeSettingsMap.freeze("EVERYTHING").put("action", "STATISTICS"));
        final var keep = m_chain.freeze(update,
            NodeSettingsMap.freeze("ALL_BUT_LAST_BLOCKS").put("action", "STATISTICS").put("statistics", "KEEP"));
        try (var workflow = m_chain.open()) {
            assertTrue(spec(workflow, update).plan().updating().contains("features.0.1"));
            assertEquals(Set.of("features.4.1"), spec(workflow, keep).plan().updating());
        }
    }

    @Test
    void aNodeChangesOnlyWhatItSelects() throws Exception {
        final var frozen = m_chain.freeze(m_network, NodeSettingsMap.freeze("ALL_BUT_HEAD"));
        final var last = m_chain.freeze(frozen, NodeSettingsMap.freeze("LAST_BLOCKS").put("action", "MAKE_TRAINABLE"));
        final var first = m_chain.freeze(last, NodeSettingsMap.freeze("BY_NAME").put("action", "MAKE_TRAINABLE")
            .put("names", NodeSettingsMap.pattern("REGEX", "features\\.0\\.[01]")));
        final var slower = m_chain.freeze(first, NodeSettingsMap.freeze("HEAD").put("action", "MULTIPLIER"));
        final var all = m_chain.freeze(slower, NodeSettingsMap.freeze("EVERYTHING").put("action", "MAKE_TRAINABLE"));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            assertEquals(HEAD_AND_LAST_BLOCK, spec(workflow, last).trainableSummary());
            assertEquals(Set.of("features.0.0", "features.0.1", "features.4.0", "features.4.1", "classifier"),
                trainable(spec(workflow, slower)));
            assertEquals(EVERYTHING, spec(workflow, all).trainableSummary());
            assertEquals(Map.of("classifier", 0.1), spec(workflow, all).plan().multipliers());
            final var lineage = ((NetworkPortObject)workflow.output(all, 1)).network().spec().lineage();
            assertEquals("Set the learning-rate multiplier 0.1 for the head.", lineage.get(lineage.size() - 2));
        }
    }

    @Test
    void theArchiveIsShared() throws Exception {
        final var node = m_chain.freeze(m_network, NodeSettingsMap.freeze("EVERYTHING").put("action", "REINITIALIZE"));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            assertEquals(((NetworkPortObject)workflow.output(m_network, 1)).network().archive(),
                ((NetworkPortObject)workflow.output(node, 1)).network().archive());
            // the input is as it was
            assertEquals(Map.of(), spec(workflow, m_network).plan().reinitialized());
        }
    }

    @Test
    void aNetworkIsTrainedFromScratch() throws Exception {
        final var table = m_chain.read(NodeSettingsMap.read(Pictures.folder(m_folder.resolve("images"), 4).toString()));
        final var scratch =
            m_chain.freeze(m_network, NodeSettingsMap.freeze("EVERYTHING").put("action", "REINITIALIZE"));
        final var head = m_chain.replaceHead(scratch, table, NodeSettingsMap.replaceHead("Class"));
        final var node = m_chain.fineTune(head, table, NodeSettingsMap.fineTune("Path", "Class").put("epochs", 1));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            assertEquals(Map.of(), spec(workflow, node).plan().reinitialized());
            final var before = ((NetworkPortObject)workflow.output(m_network, 1)).network().archive();
            final var after = ((NetworkPortObject)workflow.output(node, 1)).network().archive();
            for (final var name : NetworkReader.tensorNames(before)) {
                if (!name.startsWith("classifier.")) {
                    assertNotEquals(NetworkReader.tensor(before, name), NetworkReader.tensor(after, name), name);
                }
            }
            final var norm = NetworkReader.tensor(after, "features.4.1.weight").asFloatBuffer();
            assertEquals(1, norm.get(0), 0.2, "a few steps of Adam at the rate 0.01 from 1");
            final var mean = NetworkReader.tensor(after, "features.4.1.running_mean").asFloatBuffer();
            assertNotEquals(0, mean.get(0), "running statistics follow the training data, from 0 on");
        }
    }
}
