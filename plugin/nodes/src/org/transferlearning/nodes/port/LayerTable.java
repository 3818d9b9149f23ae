// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.port;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.transferlearning.engine.CutPoint;
import org.transferlearning.engine.Layer;
import org.transferlearning.engine.NetworkSpec;

/**
 * The modules of a network as a table, a row for each, in network order and with the network itself as the first. A
 * module is described by what it owns itself, not through its parts. Where there is nothing to say, for example whether
 * a module without parameters is trainable, the value is {@code null}, a missing cell in KNIME's table.
 */
public final class LayerTable {

    /** ID of the row of the network itself, whose path is empty; no module has this path. */
    public static final String ROOT = ".";

    private static final List<Column> COLUMNS = List.of( //
        new Column("Path", String.class, (t, m) -> m.path()), //
        new Column("Kind", String.class, (t, m) -> m.kind()), //
        new Column("Block", String.class, (t, m) -> m.block()), //
        new Column("Parameters", Long.class, (t, m) -> m.parameterCount()), //
        new Column("Parameter shapes", String.class, (t, m) -> tensors(m.parameters())), //
        new Column("Buffers", String.class, (t, m) -> tensors(m.buffers())), //
        new Column("Trainable", Boolean.class, (t, m) -> m.parameters().isEmpty() ? null : t.trainable(m) > 0), //
        new Column("Trainable parameters", Long.class, LayerTable::trainable), //
        new Column("Multiplier", Double.class, (t, m) -> m.parameters().isEmpty() ? null : t.m_spec.multiplier(m)), //
        new Column("Re-initialized", Boolean.class,
            (t, m) -> m.hasTensors() ? t.m_spec.plan().reinitialized().containsKey(m.path()) : null), //
        new Column("Updates statistics", Boolean.class,
            (t, m) -> m.buffers().isEmpty() ? null : t.m_spec.plan().updating().contains(m.path())), //
        new Column("Output shape", String.class, (t, m) -> m.outputShape().isEmpty() ? null : text(m.outputShape())), //
        new Column("Cut point", Boolean.class, (t, m) -> t.m_cutPoints.contains(m.path())), //
        new Column("Why no cut point", String.class,
            (t, m) -> m.path().isEmpty() ? "is the whole network" : m.obstacle()));

    /** The columns in KNIME's table. */
    public static final DataTableSpec SPEC = new DataTableSpec("Layers",
        COLUMNS.stream().map(Column::spec).toArray(DataColumnSpec[]::new));

    private final NetworkSpec m_spec;

    private final Set<String> m_cutPoints;

    private record Column(String name, Class<?> type, BiFunction<LayerTable, Layer, Object> value) {

        DataColumnSpec spec() {
            final var cellType = type == String.class ? StringCell.TYPE : type == Long.class ? LongCell.TYPE
                : type == Double.class ? DoubleCell.TYPE : BooleanCell.TYPE;
            return new DataColumnSpecCreator(name, cellType).createSpec();
        }
    }

    /** @param spec the network */
    public LayerTable(final NetworkSpec spec) {
        m_spec = spec;
        m_cutPoints = spec.cutPoints().stream().map(CutPoint::path).collect(Collectors.toSet());
    }

    /** @return the number of columns */
    public static int columnCount() {
        return COLUMNS.size();
    }

    /**
     * @param column index of a column
     * @return its name
     */
    public static String columnName(final int column) {
        return COLUMNS.get(column).name();
    }

    /**
     * @param column index of a column
     * @return the class of its values: {@link String}, {@link Long}, {@link Double} or {@link Boolean}
     */
    public static Class<?> columnType(final int column) {
        return COLUMNS.get(column).type();
    }

    /** @return the number of rows */
    public int rowCount() {
        return m_spec.modules().size();
    }

    /**
     * @param row index of a row
     * @param column index of a column
     * @return the value, may be {@code null}
     */
    public Object value(final int row, final int column) {
        return COLUMNS.get(column).value().apply(this, m_spec.modules().get(row));
    }

    /**
     * @param exec to make the table with
     * @return KNIME's table, with the paths as row IDs
     */
    public BufferedDataTable create(final ExecutionContext exec) {
        final var container = exec.createDataContainer(SPEC);
        for (int row = 0; row < rowCount(); row++) {
            final var cells = new DataCell[columnCount()];
            for (int column = 0; column < cells.length; column++) {
                cells[column] = cell(value(row, column));
            }
            final var path = m_spec.modules().get(row).path();
            container.addRowToTable(new DefaultRow(new RowKey(path.isEmpty() ? ROOT : path), cells));
        }
        container.close();
        return container.getTable();
    }

    private static DataCell cell(final Object value) {
        if (value instanceof String text) {
            return new StringCell(text);
        } else if (value instanceof Long number) {
            return new LongCell(number);
        } else if (value instanceof Double number) {
            return new DoubleCell(number);
        } else if (value instanceof Boolean truth) {
            return truth ? BooleanCell.TRUE : BooleanCell.FALSE;
        }
        return DataType.getMissingCell();
    }

    private long trainable(final Layer module) {
        return module.parameters().stream().filter(p -> !m_spec.plan().frozen().contains(module.fullName(p)))
            .mapToLong(Layer.Tensor::size).sum();
    }

    /** For example {@code weight [64, 3, 7, 7], bias [64]}; {@code null} for none. */
    private static String tensors(final List<Layer.Tensor> tensors) {
        return tensors.isEmpty() ? null
            : tensors.stream().map(t -> t.name() + " " + text(t.shape())).collect(Collectors.joining(", "));
    }

    private static String text(final List<Long> shape) {
        return shape.toString();
    }
}
