// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomain;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;
import org.knime.core.data.MissingValue;
import org.knime.core.data.RowKey;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.transferlearning.platform.tests.Scripts;
import org.transferlearning.testing.RunningWorkflow;

/** Tables: how a node builds them, what is refused, domains, and what is there after saving and loading. */
class TableTest {
    @TempDir
    Path m_folder;

    private static DataTableSpec spec(final String name, final DataType type) {
        return new DataTableSpec(new DataColumnSpecCreator(name, type).createSpec());
    }

    private static BufferedDataTable table(final ExecutionContext exec, final DataTableSpec spec,
        final DataCell... column) {
        final var container = exec.createDataContainer(spec);
        for (int i = 0; i < column.length; i++) {
            container.addRowToTable(new DefaultRow(RowKey.createRowKey((long)i), column[i]));
        }
        container.close();
        return container.getTable();
    }

    private DataColumnDomain domain(final DataTableSpec spec, final DataCell... column) throws Exception {
        try (var workflow = Scripts.run(m_folder, exec -> table(exec, spec, column))) {
            return workflow.table(1, 1).getDataTableSpec().getColumnSpec(0).getDomain();
        }
    }

    private String failure(final Scripts.Script script) throws Exception {
        try (var workflow = Scripts.run(m_folder, script)) {
            assertFalse(workflow.isExecuted(1));
            assertEquals("ERROR", workflow.messageType(1));
            return workflow.message(1);
        }
    }

    private static DataCell[] texts(final int n) {
        return IntStream.range(0, n).mapToObj(i -> new StringCell("t" + i)).toArray(DataCell[]::new);
    }

    private static List<DataRow> rows(final RunningWorkflow workflow) {
        final var rows = new ArrayList<DataRow>();
        try (var iterator = workflow.table(1, 1).iterator()) {
            iterator.forEachRemaining(rows::add);
        }
        return rows;
    }

    @Test
    void rowsComeBackInTheirOrder() throws Exception {
        try (var workflow = Scripts.run(m_folder, exec -> table(exec, spec("text", StringCell.TYPE), texts(2000)))) {
            final var table = workflow.table(1, 1);
            assertEquals(2000, table.size());
            final var rows = rows(workflow);
            for (int i = 0; i < rows.size(); i++) {
                assertEquals("Row" + i, rows.get(i).getKey().getString());
                assertEquals(new StringCell("t" + i), rows.get(i).getCell(0));
            }
            assertEquals("Rows: 2000, Cols: 1", table.getSummary());
        }
    }

    @Test
    void twoRowsCannotHaveTheSameId() throws Exception {
        final var message = failure(exec -> {
            final var container = exec.createDataContainer(spec("text", StringCell.TYPE));
            container.addRowToTable(new DefaultRow("r", new StringCell("a")));
            container.addRowToTable(new DefaultRow("r", new StringCell("b")));
            container.close();
            return container.getTable();
        });
        assertTrue(message.contains("Encountered duplicate row ID \"r\""), message);
    }

    @Test
    void aCellThatDoesNotFitItsColumnFailsTheNode() throws Exception {
        failure(exec -> table(exec, spec("number", IntCell.TYPE), new StringCell("s")));
    }

    @Test
    void aRowOfAnotherLengthFailsTheNode() throws Exception {
        failure(exec -> {
            final var container = exec.createDataContainer(spec("text", StringCell.TYPE));
            container.addRowToTable(new DefaultRow("r", new StringCell("a"), new StringCell("b")));
            container.close();
            return container.getTable();
        });
    }

    @Test
    void aContainerThatIsNotClosedFailsTheNode() throws Exception {
        failure(exec -> exec.createDataContainer(spec("text", StringCell.TYPE)).getTable());
    }

    @Test
    void nominalDomainsListUpToSixtyValuesInTheirOrder() throws Exception {
        final var values = domain(spec("text", StringCell.TYPE), texts(60)).getValues();
        assertEquals(List.of(texts(60)), List.copyOf(values));
    }

    @Test
    void nominalDomainsOfMoreThanSixtyValuesAreUnknown() throws Exception {
        assertNull(domain(spec("text", StringCell.TYPE), texts(61)).getValues());
    }

    @Test
    void boundsLeaveOutMissingAndNotANumber() throws Exception {
        final var domain = domain(spec("number", DoubleCell.TYPE), new DoubleCell(Double.NaN), new DoubleCell(2),
            DataType.getMissingCell(), new DoubleCell(-0.5), new DoubleCell(1));
        assertEquals(new DoubleCell(-0.5), domain.getLowerBound());
        assertEquals(new DoubleCell(2), domain.getUpperBound());
        assertFalse(domain.hasValues());
    }

    @Test
    void theDomainGivenWithTheSpecificationIsExtended() throws Exception {
        final var creator = new DataColumnSpecCreator("text", StringCell.TYPE);
        creator.setDomain(new DataColumnDomainCreator(new DataCell[]{new StringCell("given")}).createDomain());
        final var values = domain(new DataTableSpec(creator.createSpec()), new StringCell("new")).getValues();
        assertEquals(List.of(new StringCell("given"), new StringCell("new")), List.copyOf(values));
    }

    @Test
    void progressOutsideItsRangeIsTolerated() throws Exception {
        try (var workflow = Scripts.run(m_folder, exec -> {
            exec.setProgress(-1);
            exec.setProgress(2, "too much");
            exec.createSubProgress(0.5).setProgress(3);
            exec.checkCanceled();
            return table(exec, spec("text", StringCell.TYPE), new StringCell("a"));
        })) {
            assertTrue(workflow.isExecuted(1), workflow.message(1));
        }
    }

    @Test
    void allCellsSurviveSavingAndLoading() throws Exception {
        final var spec = new DataTableSpec(new DataColumnSpecCreator("s", StringCell.TYPE).createSpec(),
            new DataColumnSpecCreator("d", DoubleCell.TYPE).createSpec(),
            new DataColumnSpecCreator("i", IntCell.TYPE).createSpec(),
            new DataColumnSpecCreator("l", LongCell.TYPE).createSpec(),
            new DataColumnSpecCreator("b", BooleanCell.TYPE).createSpec(),
            new DataColumnSpecCreator("list", ListCell.getCollectionType(DoubleCell.TYPE)).createSpec(),
            new DataColumnSpecCreator("png", PNGImageCellFactory.TYPE).createSpec());
        // 0x61 and 0x62 are the table file's own marks; the long text needs more than two bytes for its length
        final var full = new DefaultRow("a\nb ä", new StringCell("ab\u0000ä€\ud83d\ude00".repeat(20_000)),
            new DoubleCell(Double.NaN), new IntCell(0x61626162), new LongCell(0x6162616261626162L), BooleanCell.FALSE,
            CollectionCellFactory.createListCell(List.of(new DoubleCell(1.5), DataType.getMissingCell())),
            PNGImageCellFactory.create(Pngs.file(8, 8)));
        final var missing = DataType.getMissingCell();
        final var empty = new DefaultRow("empty", new StringCell(""), new MissingCell("unreadable"), missing, missing,
            missing, missing, missing);
        final DataTableSpec before;
        try (var workflow = Scripts.run(m_folder, exec -> {
            final var container = exec.createDataContainer(spec);
            container.addRowToTable(full);
            container.addRowToTable(empty);
            container.close();
            return container.getTable();
        })) {
            before = workflow.table(1, 1).getDataTableSpec();
            workflow.save();
        }
        try (var workflow = RunningWorkflow.load(m_folder)) {
            assertTrue(workflow.isExecuted(1));
            assertEquals(before, workflow.table(1, 1).getDataTableSpec());
            final var rows = rows(workflow);
            assertEquals(List.of(full.getKey(), empty.getKey()), rows.stream().map(DataRow::getKey).toList());
            for (int i = 0; i < spec.getNumColumns(); i++) {
                assertEquals(full.getCell(i), rows.get(0).getCell(i));
                assertEquals(empty.getCell(i), rows.get(1).getCell(i));
            }
            assertEquals("unreadable", ((MissingValue)rows.get(1).getCell(1)).getError());
        }
    }

    @Test
    void aLoadedWorkflowCanBeSavedWhereItIs() throws Exception {
        try (var workflow = Scripts.run(m_folder, exec -> table(exec, spec("text", StringCell.TYPE), texts(5)))) {
            workflow.save();
        }
        try (var workflow = RunningWorkflow.load(m_folder)) {
            workflow.save();
        }
        try (var workflow = RunningWorkflow.load(m_folder)) {
            assertEquals(5, rows(workflow).size());
        }
    }
}
