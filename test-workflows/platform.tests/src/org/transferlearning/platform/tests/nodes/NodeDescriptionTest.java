// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.nodes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;

/** What a factory takes as texts and ports of a node. */
class NodeDescriptionTest {

    private static DefaultNode node(final String fullDescription, final Class<? extends NodeParameters> parameters) {
        return DefaultNode.create().name("Name").icon("icon.png").shortDescription("Short.")
            .fullDescription(fullDescription).sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputTable("In", "A table.").addOutputTable("Out", "A table."))
            .model(model -> model.parametersClass(parameters).configure((in, out) -> out.setWarningMessage("never"))
                .execute((in, out) -> out.setWarningMessage("never")));
    }

    private static final class Factory extends DefaultNodeFactory {
        Factory(final DefaultNode node) {
            super(node);
        }
    }

    static final class GoodParameters implements NodeParameters {
        @Widget(title = "Rate", description = "More than 0, &lt; 1.")
        double m_rate;
    }

    static final class BadParameters implements NodeParameters {
        @Widget(title = "Rate", description = "More than 0, < 1.")
        double m_rate;
    }

    @Test
    void textsMayBeXml() {
        var factory = new Factory(node("<p>One.</p><p>Two &amp; <b>three</b>.</p>", GoodParameters.class));
        assertEquals("Name", factory.getNodeName());
        assertEquals("In", factory.getInportName(0));
        assertEquals("Out", factory.getOutportName(0));
    }

    @Test
    void textsMustNotHaveABareAmpersand() {
        assertThrows(IllegalStateException.class, () -> new Factory(node("Cats & dogs.", GoodParameters.class)));
    }

    @Test
    void textsMustNotHaveATagThatIsNotClosed() {
        assertThrows(IllegalStateException.class, () -> new Factory(node("<p>One.", GoodParameters.class)));
    }

    @Test
    void descriptionsOfSettingsMustBeXmlToo() {
        assertThrows(IllegalStateException.class, () -> new Factory(node("Fine.", BadParameters.class)));
    }

    @Test
    void theTypeFollowsFromThePortsUnlessItIsGiven() {
        assertEquals(NodeType.Source, new EverySettingNodeFactory().getType());
        assertEquals(NodeType.Manipulator, new ProbeNodeFactory().getType());
        assertEquals(NodeType.Learner,
            new Factory(node("Fine.", GoodParameters.class).nodeType(NodeType.Learner)).getType());
    }

    @Test
    void theTypeIsGivenOnce() {
        var node = node("Fine.", GoodParameters.class).nodeType(NodeType.Learner);
        assertThrows(IllegalStateException.class, () -> node.nodeType(NodeType.Predictor));
    }

    @Test
    void keywordsAreKept() {
        assertArrayEquals(new String[]{"backbone", "head"},
            new Factory(node("Fine.", GoodParameters.class).keywords("backbone", "head")).getKeywords());
    }

    @Test
    void anInputAndAnOutputMustNotHaveTheSameName() {
        var node = DefaultNode.create().name("Name").icon("icon.png").shortDescription("Short.")
            .fullDescription("Full.").sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputTable("Table", "A table.").addOutputTable("Table", "A table."))
            .model(model -> model.withoutParameters().configure((in, out) -> out.setWarningMessage("never"))
                .execute((in, out) -> out.setWarningMessage("never")));
        var factory = new Factory(node);
        assertThrows(IllegalArgumentException.class, factory::createNodeCreationConfig);
    }
}
