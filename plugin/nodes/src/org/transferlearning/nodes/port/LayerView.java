// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.port;

import java.awt.BorderLayout;
import java.util.ArrayList;
import java.util.List;

import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.table.AbstractTableModel;

import org.transferlearning.engine.Count;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Preprocessing;

/**
 * Shows a network at its port: what was done to it, and its {@link LayerTable}, which can be sorted and not changed.
 * Made of Swing because the public API of KNIME 5.8 has only such views for ports of one's own:
 * {@code org.knime.core.webui.node.port} is internal.
 */
final class LayerView extends JPanel {

    private static final long serialVersionUID = 1;

    private static final int[] WIDTHS = {200, 120, 120, 90, 220, 220, 70, 90, 70, 80, 80, 130, 70, 320};

    /** @param network what to show */
    LayerView(final NetworkSpec network) {
        super(new BorderLayout());
        setName("Layers"); // the title of the tab
        final var summary = new JTextArea(String.join("\n", summary(network)));
        summary.setEditable(false);
        summary.setLineWrap(true);
        summary.setWrapStyleWord(true);
        add(summary, BorderLayout.NORTH);
        final var table = new JTable(new Model(new LayerTable(network)));
        table.setAutoCreateRowSorter(true);
        table.setAutoResizeMode(JTable.AUTO_RESIZE_OFF);
        for (int i = 0; i < WIDTHS.length; i++) {
            table.getColumnModel().getColumn(i).setPreferredWidth(WIDTHS[i]);
        }
        add(new JScrollPane(table), BorderLayout.CENTER);
    }

    /** What there is to say of the network as a whole, a line each. */
    static List<String> summary(final NetworkSpec network) {
        final var lines = new ArrayList<String>();
        lines.add(network.name() + " (" + (network.isTraced() ? "traced" : "scripted") + "): "
            + Count.of(network.modules().size(), "module") + ", " + network.trainableSummary());
        lines.add("Head: " + (network.head().layer().isEmpty() ? "none" : network.head().layer()) + ", "
            + (network.head().outputs() > 0 ? Count.of(network.head().outputs(), "output") : "unknown outputs")
            + (network.classes().isEmpty() ? "" : ": " + String.join(", ", network.classes())));
        lines.add("Preprocessing: " + text(network.preprocessing()));
        lines.addAll(network.lineage());
        return lines;
    }

    private static String text(final Preprocessing preprocessing) {
        return (preprocessing.resize() > 0 ? "resize to " + preprocessing.resize() + ", " : "") + "crop to "
            + preprocessing.crop() + " pixels, " + preprocessing.channels() + ", "
            + "values 0 to " + Math.round(255 * preprocessing.scale() * 1e6) / 1e6 + ", mean "
            + preprocessing.mean() + ", standard deviation " + preprocessing.std();
    }

    private static final class Model extends AbstractTableModel {

        private static final long serialVersionUID = 1;

        private final transient LayerTable m_table;

        Model(final LayerTable table) {
            m_table = table;
        }

        @Override
        public int getRowCount() {
            return m_table.rowCount();
        }

        @Override
        public int getColumnCount() {
            return LayerTable.columnCount();
        }

        @Override
        public String getColumnName(final int column) {
            return LayerTable.columnName(column);
        }

        @Override
        public Class<?> getColumnClass(final int column) {
            return LayerTable.columnType(column);
        }

        @Override
        public Object getValueAt(final int row, final int column) {
            return m_table.value(row, column);
        }
    }
}
