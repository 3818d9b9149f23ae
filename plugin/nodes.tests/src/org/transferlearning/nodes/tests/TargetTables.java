// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;

/** Settings of Replace Head for labels and numbers, and tables for them. */
final class TargetTables {

    static final DataCell MISSING = DataType.getMissingCell();

    private TargetTables() {
    }

    /** Labels in a collection column. */
    static NodeSettingsMap labels(final String column) {
        return NodeSettingsMap.replaceHead(null).put("task", "LABELS").put("labels", column);
    }

    /** Labels in a column each. */
    static NodeSettingsMap flags(final String... columns) {
        return NodeSettingsMap.replaceHead(null).put("task", "LABELS").put("labelSource", "COLUMNS").put("columns",
            NodeSettingsMap.columns(columns));
    }

    /** Standardized numbers. */
    static NodeSettingsMap numbers(final String... columns) {
        return NodeSettingsMap.replaceHead(null).put("task", "NUMBERS").put("columns",
            NodeSettingsMap.columns(columns));
    }

    /** A table with the collection column Tags. */
    static DataTableSpec tagTable() {
        return table(column("Tags", ListCell.getCollectionType(StringCell.TYPE)));
    }

    /** Rows of such a table. */
    static DataRow[] tagged(final DataCell... cells) {
        return numbered(Arrays.stream(cells).map(c -> row(0, c)));
    }

    static DataCell tags(final String... tags) {
        return CollectionCellFactory.createListCell(Stream.of(tags).map(StringCell::new).toList());
    }

    /** A table with the columns of numbers Height and Width. */
    static DataTableSpec sizeTable() {
        return table(column("Height", DoubleCell.TYPE), column("Width", DoubleCell.TYPE));
    }

    static DataCell number(final double number) {
        return new DoubleCell(number);
    }

    static DataTableSpec table(final DataColumnSpec... columns) {
        return new DataTableSpec(columns);
    }

    static DataColumnSpec column(final String name, final DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }

    static DataRow row(final int id, final DataCell... cells) {
        return new DefaultRow("Row" + id, cells);
    }

    /** The same rows with IDs of their own. */
    static DataRow[] numbered(final Stream<DataRow> rows) {
        final var list = rows.toList();
        return IntStream.range(0, list.size())
            .mapToObj(i -> row(i, list.get(i).stream().toArray(DataCell[]::new))).toArray(DataRow[]::new);
    }
}
