// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Pooling;
import org.transferlearning.nodes.head.ReplaceHeadNodeFactory;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.testing.RunningWorkflow;

/**
 * Where Replace Head cuts. The bundled network is a first convolution {@code features.0} of 16 channels, residual
 * blocks {@code features.1} to {@code features.3} of 24, 48 and 96 channels, a convolution {@code features.4} of 192,
 * {@code pool}, {@code dropout} and {@code classifier} (plugin/nodes/tools).
 */
class CutParametersTest {

    @TempDir
    private Path m_folder;

    private Chain m_chain;

    @BeforeEach
    void makeChain() {
        m_chain = new Chain(m_folder);
    }

    @Test
    void everythingBehindALayerGoesAway() throws Exception {
        final var node = node(NodeSettingsMap.cut("LAYER").put("layer", "features.2"));
        try (var workflow = m_chain.open()) {
            final var network = spec(workflow, node);
            assertFalse(network.modules().stream()
                .anyMatch(m -> m.path().matches("features\\.[34].*|pool|dropout|classifier")));
            assertTrue(network.module("features.2.conv2").isPresent());
            assertEquals(48, network.head().features());
            assertEquals(Pooling.AVERAGE, network.head().design().pooling());
        }
    }

    @Test
    void theFirstBlocksStay() throws Exception {
        final var node = node(NodeSettingsMap.cut("BLOCKS").put("blocks", 2));
        try (var workflow = m_chain.open()) {
            final var network = spec(workflow, node);
            assertEquals(24, network.head().features());
            assertEquals("features.1", network.head().design().cutPoint());
        }
    }

    @Test
    void poolingIsTheUsers() throws Exception {
        final var node =
            node(NodeSettingsMap.cut("LAYER").put("layer", "features.2").put("pooling", "AVERAGE_AND_MAX"));
        try (var workflow = m_chain.open()) {
            assertEquals(2 * 48, spec(workflow, node).head().features());
        }
    }

    @Test
    void whatIsFrozenStaysFrozen() throws Exception {
        final var frozen = m_chain.freeze(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)),
            NodeSettingsMap.freeze("ALL_BUT_HEAD"));
        final var node = m_chain.replaceHead(frozen, m_chain.table(Pictures.spec("ant", "bee")),
            NodeSettingsMap.replaceHead("Class").put("cut", NodeSettingsMap.cut("BLOCKS").put("blocks", 3)));
        try (var workflow = m_chain.open()) {
            // 48 features and 2 classes: 48 · 2 + 2
            assertEquals(98, spec(workflow, node).trainableCount());
        }
    }

    @Test
    void aLayerInASkipConnectionIsNoCutPoint() throws Exception {
        final var node = node(NodeSettingsMap.cut("LAYER"));
        m_chain.variable(node, "cut/layer", "layer", "features.2.conv1");
        assertRefused(node, "cannot be cut after \"features.2.conv1\"", "is inside a skip connection");
    }

    @Test
    void anAbsentLayerIsNamed() throws Exception {
        assertRefused(node(NodeSettingsMap.cut("LAYER").put("layer", "layer4")), "cannot be cut after \"layer4\"");
    }

    @Test
    void someLayerMustBeSelected() throws Exception {
        assertRefused(node(NodeSettingsMap.cut("LAYER")), "No layer to cut the network after is selected");
    }

    @Test
    void moreBlocksThanThereAreCannotBeKept() throws Exception {
        assertRefused(node(NodeSettingsMap.cut("BLOCKS").put("blocks", 9)), "its first 9 cannot be kept");
    }

    @Test
    void theCutIsCheckedBeforeTheClassesAreKnown() throws Exception {
        final var node = m_chain.replaceHead(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)),
            m_chain.table(Pictures.spec()),
            NodeSettingsMap.replaceHead("Class").put("cut", NodeSettingsMap.cut("BLOCKS").put("blocks", 9)));
        assertRefused(node, "its first 9 cannot be kept");
    }

    @Test
    void someBlockMustBeKept() throws Exception {
        assertRefused(node(NodeSettingsMap.cut("BLOCKS").put("blocks", 0)), "its first 0 cannot be kept");
    }

    @Test
    void hiddenLayersHaveLimits() throws Exception {
        assertRefused(hidden(NodeSettingsMap.hidden(0)), "Hidden layer 1", "0 units");
        makeChain();
        assertRefused(hidden(NodeSettingsMap.hidden(8).put("dropout", 1.0)), "Hidden layer 1", "dropout 1.0");
        makeChain();
        assertRefused(hidden(NodeSettingsMap.hidden(8), NodeSettingsMap.hidden(8).put("dropout", -0.1)),
            "Hidden layer 2", "dropout -0.1");
    }

    @Test
    void aPoolingOfTokensDoesNotFitChannels() throws Exception {
        assertRefused(node(NodeSettingsMap.cut("BLOCKS").put("pooling", "CLASS_TOKEN")),
            "\"class token\" does not fit");
    }

    @Test
    void hiddenLayersAreInTheirOrder() throws Exception {
        final var node = hidden(
            NodeSettingsMap.hidden(8).put("hasBatchNorm", true).put("activation", "GELU").put("dropout", 0.5),
            NodeSettingsMap.hidden(4));
        try (var workflow = m_chain.open()) {
            assertEquals(
                List.of("head.0 Linear", "head.1 BatchNorm1d", "head.2 GELU", "head.3 Dropout", "head.4 Linear",
                    "head.5 ReLU", "head.6 Linear"),
                spec(workflow, node).modules().stream().filter(m -> m.path().startsWith("head."))
                    .map(m -> m.path() + " " + m.kind()).toList());
        }
    }

    @Test
    void aDialogListsTheCutPointsInNetworkOrderWithKindAndSize() throws Exception {
        final var load = m_chain.load(NodeSettingsMap.load(Chain.BUNDLED));
        try (var workflow = m_chain.open()) {
            final var network = spec(workflow, load);
            final var choices = choices(network);
            assertEquals(network.cutPoints().stream().map(p -> p.path()).toList(),
                choices.stream().map(StringChoice::id).toList());
            assertTrue(choices.contains(new StringChoice("features.2", "features.2 (Residual, 48 channels)")),
                choices::toString);
            // where the network has been run
            final var run = network.withModules(m -> m.path().equals("features.2")
                ? m.withOutputShape(List.of(1L, 48L, 16L, 16L)) : m);
            assertTrue(choices(run).contains(new StringChoice("features.2", "features.2 (Residual, 48 × 16 × 16)")),
                () -> choices(run).toString());
        }
    }

    @Test
    void aDialogWithoutANetworkHasNothingToOffer() {
        assertEquals(List.of(), choices(null));
    }

    private int node(final NodeSettingsMap cut) {
        return m_chain.replaceHead(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)),
            m_chain.table(Pictures.spec("ant", "bee")), NodeSettingsMap.replaceHead("Class").put("cut", cut));
    }

    private int hidden(final NodeSettingsMap... layers) {
        return m_chain.replaceHead(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)),
            m_chain.table(Pictures.spec("ant", "bee")),
            NodeSettingsMap.replaceHead("Class").put("hidden", NodeSettingsMap.hidden(layers)));
    }

    private void assertRefused(final int node, final String... message) throws Exception {
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, message);
        }
    }

    private static NetworkSpec spec(final RunningWorkflow workflow, final int node) {
        assertTrue(workflow.isConfigured(node), workflow.message(node));
        return ((NetworkPortObjectSpec)workflow.outputSpec(node, 1)).network();
    }

    /** What the dialog's list shows; it belongs to the node alone. */
    private static List<StringChoice> choices(final NetworkSpec network) {
        final var input = (NodeParametersInput)Proxy.newProxyInstance(CutParametersTest.class.getClassLoader(),
            new Class<?>[]{NodeParametersInput.class}, (proxy, method, arguments) -> "getInPortSpec"
                .equals(method.getName()) ? Optional.ofNullable(network).map(NetworkPortObjectSpec::new) : null);
        try {
            final var constructor = Class.forName("org.transferlearning.nodes.head.CutParameters$LayerChoices", true,
                ReplaceHeadNodeFactory.class.getClassLoader()).getDeclaredConstructor();
            constructor.setAccessible(true); // NOSONAR: as KNIME does it
            return ((StringChoicesProvider)constructor.newInstance()).computeState(input);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
