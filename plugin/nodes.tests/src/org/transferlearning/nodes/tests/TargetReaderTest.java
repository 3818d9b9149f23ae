// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.transferlearning.nodes.tests.TargetTables.MISSING;
import static org.transferlearning.nodes.tests.TargetTables.column;
import static org.transferlearning.nodes.tests.TargetTables.flags;
import static org.transferlearning.nodes.tests.TargetTables.labels;
import static org.transferlearning.nodes.tests.TargetTables.number;
import static org.transferlearning.nodes.tests.TargetTables.numbered;
import static org.transferlearning.nodes.tests.TargetTables.numbers;
import static org.transferlearning.nodes.tests.TargetTables.row;
import static org.transferlearning.nodes.tests.TargetTables.sizeTable;
import static org.transferlearning.nodes.tests.TargetTables.table;
import static org.transferlearning.nodes.tests.TargetTables.tagTable;
import static org.transferlearning.nodes.tests.TargetTables.tagged;
import static org.transferlearning.nodes.tests.TargetTables.tags;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Target.Scale;
import org.transferlearning.engine.Task;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.testing.RunningWorkflow;

/** What Replace Head learns of the targets of a table: labels, numbers, scales and shares. */
class TargetReaderTest {

    @TempDir
    private Path m_folder;

    private Chain m_chain;

    @BeforeEach
    void makeChain() {
        m_chain = new Chain(m_folder);
    }

    @Test
    void theLabelsOfACollectionColumnAreKnownAfterExecution() throws Exception {
        final var node = node(labels("Tags"), tagTable(), tagged(tags("wet", "dry"), tags(), MISSING,
            CollectionCellFactory.createListCell(List.of(new StringCell("cold"), MISSING))));
        try (var workflow = m_chain.open()) {
            assertNull(workflow.outputSpec(node, 1));
            final var target = executed(workflow, node).head().target();
            assertEquals(Task.MULTI_LABEL, target.task());
            assertEquals(List.of("cold", "dry", "wet"), target.classes());
            assertEquals("Tags", target.column());
        }
    }

    @Test
    void severalColumnsAreALabelEachAndKnownBeforeExecution() throws Exception {
        final var node = node(flags("dry", "wet"),
            table(column("dry", IntCell.TYPE), column("wet", BooleanCell.TYPE), column("other", IntCell.TYPE)),
            row(1, new IntCell(1), BooleanCell.TRUE, new IntCell(7)));
        try (var workflow = m_chain.open()) {
            final var before = configured(workflow, node);
            assertEquals(Task.MULTI_LABEL, before.head().target().task());
            assertEquals(List.of("dry", "wet"), before.classes());
            assertNull(before.head().target().column());
            assertEquals(before, executed(workflow, node));
        }
    }

    @Test
    void oneLabelIsEnough() throws Exception {
        final var node = node(flags("wet"), table(column("wet", IntCell.TYPE)), row(1, new IntCell(0)));
        try (var workflow = m_chain.open()) {
            assertEquals(List.of("wet"), executed(workflow, node).classes());
        }
    }

    @Test
    void numbersAreStandardizedByTheirTable() throws Exception {
        // means 8/4 = 2 and 80/4 = 20; deviations √((1+1+1+9)/3) = 2 and √((100+100+100+900)/3) = 20
        final var node = node(numbers("Height", "Width"), sizeTable(), row(1, number(1), number(10)),
            row(2, number(1), number(10)), row(3, number(1), number(10)), row(4, number(5), number(50)));
        try (var workflow = m_chain.open()) {
            final var before = configured(workflow, node);
            final var after = executed(workflow, node);
            assertEquals(Task.REGRESSION, after.head().target().task());
            assertEquals(List.of("Height", "Width"), after.classes());
            assertEquals(List.of(new Scale(2, 2), new Scale(20, 20)), after.head().target().scales());
            // all but the scales was known before
            assertEquals(after.head().target().classes(), before.head().target().classes());
            assertEquals(before, after.withHead(before.head()));
        }
    }

    @Test
    void numbersNeedNoScaling() throws Exception {
        final var node = node(numbers("Height").put("scaling", "NONE"), sizeTable(), row(1, number(7), MISSING));
        try (var workflow = m_chain.open()) {
            assertEquals(configured(workflow, node), executed(workflow, node));
            assertEquals(List.of(Scale.NONE), executed(workflow, node).head().target().scales());
        }
    }

    @Test
    void rowsWithoutANumberAreSkippedAndCounted() throws Exception {
        // of the others, the mean is 2 and the deviation √((1+1)/1) = √2
        final var node = node(numbers("Height", "Width"), sizeTable(), row(1, number(1), number(1)),
            row(2, MISSING, number(99)), row(3, number(99), number(Double.NaN)),
            row(4, number(Double.POSITIVE_INFINITY), number(99)), row(5, number(3), number(3)));
        try (var workflow = m_chain.open()) {
            final var scale = executed(workflow, node).head().target().scales().get(0);
            assertEquals(2, scale.mean());
            assertEquals(Math.sqrt(2), scale.deviation(), 1e-15); // the rounding of one operation
            Messages.assertWarned(workflow, node, "3 rows of the training table have no target, and were skipped.");
        }
    }

    @Test
    void theFirstBiasCanMatchTheSharesOfClasses() throws Exception {
        final var rows = Stream.of("bee", "ant", "bee", "bee")
            .map(c -> row(c.hashCode(), new StringCell("x.png"), new StringCell(c)));
        // 1 ant, 3 bees, no wasp, which counts as half a row
        assertEquals(List.of(Math.log(1 / 4.0), Math.log(3 / 4.0), Math.log(0.5 / 4)),
            bias(NodeSettingsMap.replaceHead("Class").put("bias", "PRIOR"), Pictures.spec("ant", "bee", "wasp"),
                numbered(rows)));
    }

    @Test
    void theFirstBiasCanMatchTheOddsOfLabels() throws Exception {
        // of 4 rows, 3 are dry: odds 3:1; all are cold, which counts as 3½; the missing one does not count
        assertEquals(List.of(Math.log(3.5 / 0.5), Math.log(3)),
            bias(labels("Tags").put("bias", "PRIOR"), tagTable(), tagged(tags("cold", "dry"), tags("dry", "cold"),
                MISSING, tags("cold"), tags("dry", "cold"))));
    }

    @Test
    void theFirstBiasCanMatchTheOddsOfFlags() throws Exception {
        // of 4 rows, none is dry, which counts as ½, and 1 is wet
        final var rows = IntStream.range(0, 4).mapToObj(i -> row(i, new IntCell(0), new IntCell(i == 2 ? 1 : 0)));
        assertEquals(List.of(Math.log(0.5 / 3.5), Math.log(1 / 3.0)),
            bias(flags("dry", "wet").put("bias", "PRIOR"),
                table(column("dry", IntCell.TYPE), column("wet", IntCell.TYPE)), numbered(rows)));
    }

    @Test
    void theFirstBiasCanMatchTheMeanOfNumbers() throws Exception {
        final DataRow[] rows = {row(1, number(1), number(-1)), row(2, number(3), number(-3))};
        final var settings = numbers("Height", "Width").put("bias", "PRIOR");
        assertEquals(List.of(0.0, 0.0), bias(settings, sizeTable(), rows)); // standardized
        makeChain();
        assertEquals(List.of(2.0, -2.0), bias(settings.put("scaling", "NONE"), sizeTable(), rows));
    }

    @Test
    void theFirstBiasCanBeZeroOrDrawn() throws Exception {
        final var row = row(1, number(1), MISSING);
        final var settings = numbers("Height").put("scaling", "NONE");
        assertEquals(List.of(0.0), bias(settings.put("bias", "ZERO"), sizeTable(), row));
        makeChain();
        assertEquals(List.of(), bias(settings.put("bias", "AS_WEIGHTS"), sizeTable(), row));
    }

    @Test
    void weightsAndSeedAreTheUsers() throws Exception {
        final var node = node(numbers("Height").put("scaling", "NONE").put("weights", "KAIMING_NORMAL"), sizeTable());
        try (var workflow = m_chain.open()) {
            final var design = configured(workflow, node).head().design();
            assertEquals(HeadDesign.Weights.KAIMING_NORMAL, design.weights());
            assertEquals(7, design.seed());
        }
    }

    private int node(final NodeSettingsMap settings, final DataTableSpec spec, final DataRow... rows) {
        return m_chain.replaceHead(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)), m_chain.table(spec, rows),
            settings);
    }

    private List<Double> bias(final NodeSettingsMap settings, final DataTableSpec spec, final DataRow... rows)
        throws Exception {
        final var node = node(settings, spec, rows);
        try (var workflow = m_chain.open()) {
            return executed(workflow, node).head().design().bias();
        }
    }

    private static NetworkSpec configured(final RunningWorkflow workflow, final int node) {
        return ((NetworkPortObjectSpec)workflow.outputSpec(node, 1)).network();
    }

    private static NetworkSpec executed(final RunningWorkflow workflow, final int node) {
        workflow.execute();
        Messages.assertExecuted(workflow, node);
        return ((NetworkPortObject)workflow.output(node, 1)).getSpec().network();
    }
}
