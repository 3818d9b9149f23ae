// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.transferlearning.nodes.tests.TargetTables.MISSING;
import static org.transferlearning.nodes.tests.TargetTables.column;
import static org.transferlearning.nodes.tests.TargetTables.flags;
import static org.transferlearning.nodes.tests.TargetTables.labels;
import static org.transferlearning.nodes.tests.TargetTables.number;
import static org.transferlearning.nodes.tests.TargetTables.numbers;
import static org.transferlearning.nodes.tests.TargetTables.row;
import static org.transferlearning.nodes.tests.TargetTables.sizeTable;
import static org.transferlearning.nodes.tests.TargetTables.table;
import static org.transferlearning.nodes.tests.TargetTables.tagTable;
import static org.transferlearning.nodes.tests.TargetTables.tagged;
import static org.transferlearning.nodes.tests.TargetTables.tags;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.IntCell;

/** What Replace Head has to say of labels and numbers that cannot be learned. */
class TargetReaderMessagesTest {

    @TempDir
    private Path m_folder;

    private Chain m_chain;

    @BeforeEach
    void makeChain() {
        m_chain = new Chain(m_folder);
    }

    @Test
    void aConstantColumnCannotBeStandardized() throws Exception {
        final var node = node(numbers("Height"), sizeTable(), row(1, number(5), MISSING), row(2, number(5), MISSING));
        assertFails(node, "\"Height\" has only one value, 5.0,", "no scaling");
    }

    @Test
    void hugeNumbersCannotBeStandardized() throws Exception {
        final var node = node(numbers("Height"), sizeTable(), row(1, number(-1e200), MISSING),
            row(2, number(1e200), MISSING));
        assertFails(node, "\"Height\" are too large", "no scaling");
    }

    @Test
    void someRowMustHaveAllNumbers() throws Exception {
        final var node = node(numbers("Height", "Width"), sizeTable(), row(1, number(1), MISSING),
            row(2, MISSING, number(2)));
        assertFails(node, "No row of the training table has a number in every target column");
    }

    @Test
    void aPriorNeedsRows() throws Exception {
        assertFails(node(NodeSettingsMap.replaceHead("Class").put("bias", "PRIOR"), Pictures.spec("ant", "bee")),
            "\"Class\" has no values", "Choose another first bias");
    }

    @Test
    void aPriorOfFlagsNeedsRows() throws Exception {
        assertFails(node(flags("wet").put("bias", "PRIOR"), table(column("wet", IntCell.TYPE)), row(1, MISSING)),
            "No row of the training table has a value", "Choose another first bias");
    }

    @Test
    void aFlagIsZeroOrOne() throws Exception {
        assertFails(node(flags("wet").put("bias", "PRIOR"), table(column("wet", IntCell.TYPE)),
            row(1, new IntCell(2))), "\"wet\" has the value 2", "0 and 1");
    }

    @Test
    void emptyListsAloneAreNoLabels() throws Exception {
        assertFails(node(labels("Tags"), tagTable(), tagged(tags(), MISSING)), "\"Tags\" has no labels");
    }

    @Test
    void twoThousandLabelsAreTakenForAMistake() throws Exception {
        final var all = IntStream.range(0, 2000).mapToObj(i -> "id" + i).toArray(String[]::new);
        assertFails(node(labels("Tags"), tagTable(), tagged(tags(all))), "\"Tags\" has more than 1,000 labels");
    }

    @Test
    void twoThousandColumnsAreTooMany() throws Exception {
        final var names = IntStream.range(0, 2000).mapToObj(i -> "c" + i).toArray(String[]::new);
        final var spec = Stream.of(names).map(n -> column(n, IntCell.TYPE)).toArray(DataColumnSpec[]::new);
        assertRefused(node(numbers(names), table(spec)), "2,000 target columns are selected", "at most 1,000 outputs");
        makeChain();
        assertRefused(node(flags(names), table(spec)), "2,000 target columns are selected", "at most 1,000 outputs");
    }

    @Test
    void someColumnMustBeSelected() throws Exception {
        assertRefused(node(numbers(), sizeTable()), "No target column is selected");
        makeChain();
        assertRefused(node(flags(), sizeTable()), "No target column is selected");
    }

    @Test
    void absentColumnsAreNamed() throws Exception {
        assertRefused(node(numbers("Height", "Depth"), sizeTable()), "no column \"Depth\"");
        makeChain();
        assertRefused(node(labels("Labels"), tagTable()), "no column \"Labels\"");
    }

    @Test
    void textIsNoNumber() throws Exception {
        assertRefused(node(numbers("Class"), Pictures.spec()), "\"Class\"", "holds no numbers");
    }

    @Test
    void oneStringIsNoCollectionOfLabels() throws Exception {
        assertRefused(node(labels("Class"), Pictures.spec()), "\"Class\"", "holds no collections of labels");
    }

    private int node(final NodeSettingsMap settings, final DataTableSpec spec, final DataRow... rows) {
        return m_chain.replaceHead(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)), m_chain.table(spec, rows),
            settings);
    }

    private void assertFails(final int node, final String... message) throws Exception {
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertFailed(workflow, node, message);
        }
    }

    private void assertRefused(final int node, final String... message) throws Exception {
        try (var workflow = m_chain.open()) {
            Messages.assertNotConfigured(workflow, node, message);
        }
    }
}
