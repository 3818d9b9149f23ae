// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.testing.RunningWorkflow;

/** Replace Head in a workflow, on the bundled network. */
class ReplaceHeadTest {

    @TempDir
    private Path m_folder;

    private Chain m_chain;

    @BeforeEach
    void makeChain() {
        m_chain = new Chain(m_folder);
    }

    @Test
    void classesOfTheDomainAreKnownBeforeExecution() throws Exception {
        final var node = chain(m_chain.table(Pictures.spec("wasp", "bee", "ant"), Pictures.row("r", "x.png", "ant")));
        try (var workflow = m_chain.open()) {
            final var network = spec(workflow, node);
            assertEquals(List.of("ant", "bee", "wasp"), network.classes());
            assertEquals("Class", network.head().target().column());
            assertTrue(network.head().isUntrained());
            // everything was frozen but the old head; the new one has 192 features and 3 classes: 192 · 3 + 3
            assertEquals(579, network.trainableCount());
        }
    }

    @Test
    void classesOfTheValuesAreKnownAfterExecution() throws Exception {
        final var node = chain(m_chain.table(Pictures.spec(), Pictures.row("1", "x", "bee"),
            new DefaultRow("2", new StringCell("x"), DataType.getMissingCell()), Pictures.row("3", "x", "ant"),
            Pictures.row("4", "x", "bee")));
        try (var workflow = m_chain.open()) {
            assertNull(workflow.outputSpec(node, 1));
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            assertEquals(List.of("ant", "bee"), output(workflow, node).classes());
        }
    }

    @Test
    void wholeNumbersCanBeClasses() throws Exception {
        final var node = chain(m_chain.table(
            new DataTableSpec(new DataColumnSpecCreator("Class", IntCell.TYPE).createSpec()),
            new DefaultRow("1", new IntCell(7)), new DefaultRow("2", new IntCell(-1))));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            assertEquals(List.of("-1", "7"), output(workflow, node).classes());
        }
    }

    @Test
    void theArchiveIsShared() throws Exception {
        final var load = m_chain.load(NodeSettingsMap.load(Chain.BUNDLED));
        final var table = m_chain.table(Pictures.spec("a", "b"), Pictures.row("r", "x.png", "a"));
        final var node = m_chain.replaceHead(load, table, NodeSettingsMap.replaceHead("Class"));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            assertEquals(((NetworkPortObject)workflow.output(load, 1)).network().archive(),
                ((NetworkPortObject)workflow.output(node, 1)).network().archive());
        }
    }

    @Test
    void settingsOfWorkflowsOlderThanTheOptionsStillWork() throws Exception {
        final var table = m_chain.table(Pictures.spec("a", "b"), Pictures.row("r", "x.png", "a"));
        final var node = m_chain.replaceHead(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)), table,
            new NodeSettingsMap().put("target", "Class").put("seed", 7L));
        try (var workflow = m_chain.open()) {
            assertEquals("", workflow.loadErrors());
            final var network = spec(workflow, node);
            assertEquals(List.of("a", "b"), network.classes());
            assertEquals(7, network.head().design().seed());
            assertTrue(network.head().design().isBeforeLastLayer());
        }
    }

    @Test
    void oneClassIsTooFew() throws Exception {
        final var node = chain(m_chain.table(Pictures.spec("ant"), Pictures.row("r", "x.png", "ant")));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, "\"Class\" has only one class, \"ant\"");
        }
    }

    @Test
    void oneClassAmongTheValuesIsTooFew() throws Exception {
        final var node = chain(m_chain.table(Pictures.spec(), Pictures.row("r", "x.png", "ant")));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertRefused(workflow, node, "\"Class\" has only one class, \"ant\"");
        }
    }

    @Test
    void missingValuesAloneAreNoClass() throws Exception {
        final var node = chain(m_chain.table(Pictures.spec(),
            new DefaultRow("r", new StringCell("x"), DataType.getMissingCell())));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertRefused(workflow, node, "\"Class\" has no values");
        }
    }

    @Test
    void anEmptyTableHasNoClasses() throws Exception {
        final var node = chain(m_chain.table(Pictures.spec()));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertRefused(workflow, node, "\"Class\" has no values");
        }
    }

    @Test
    void twoThousandClassesAreTakenForAMistake() throws Exception {
        final var rows = IntStream.range(0, 2000).mapToObj(i -> Pictures.row("r" + i, "x.png", "id" + i))
            .toArray(DataRow[]::new);
        final var node = chain(m_chain.table(Pictures.spec(), rows));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertRefused(workflow, node, "\"Class\" has more than 1,000 classes");
        }
    }

    @Test
    void twoThousandClassesInTheDomainAreTakenForAMistake() throws Exception {
        final var classes = IntStream.range(0, 2000).mapToObj(i -> "id" + i).toArray(String[]::new);
        final var node = chain(m_chain.table(Pictures.spec(classes), Pictures.row("r", "x.png", "id7")));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, "\"Class\" has more than 1,000 classes");
        }
    }

    @Test
    void aColumnOfFractionsHoldsNoClasses() throws Exception {
        final DataCell half = new DoubleCell(0.5);
        final var node = chain(m_chain.table(
            new DataTableSpec(new DataColumnSpecCreator("Class", DoubleCell.TYPE).createSpec()),
            new DefaultRow("r", half)));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, "\"Class\"", "holds no classes");
        }
    }

    @Test
    void anAbsentColumnIsNamed() throws Exception {
        final var table = m_chain.table(Pictures.spec("a", "b"), Pictures.row("r", "x.png", "a"));
        final var node = m_chain.replaceHead(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)), table,
            NodeSettingsMap.replaceHead("Species"));
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, "no column \"Species\"");
        }
    }

    private int chain(final int table) {
        return m_chain.untrained(table, "Class");
    }

    private static NetworkSpec spec(final RunningWorkflow workflow, final int node) {
        assertTrue(workflow.isConfigured(node), workflow.message(node));
        return ((NetworkPortObjectSpec)workflow.outputSpec(node, 1)).network();
    }

    private static NetworkSpec output(final RunningWorkflow workflow, final int node) {
        return ((NetworkPortObject)workflow.output(node, 1)).getSpec().network();
    }
}
