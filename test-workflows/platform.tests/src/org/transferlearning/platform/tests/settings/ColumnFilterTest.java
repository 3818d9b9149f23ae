// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.webui.node.dialog.defaultdialog.NodeParametersUtil;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;

/** How a choice of columns is stored, and which columns it chooses. */
class ColumnFilterTest {

    private static final DataTableSpec TABLE = new DataTableSpec(
        new DataColumnSpecCreator("Height", DoubleCell.TYPE).createSpec(),
        new DataColumnSpecCreator("height x2", DoubleCell.TYPE).createSpec(),
        new DataColumnSpecCreator("Count", IntCell.TYPE).createSpec(),
        new DataColumnSpecCreator("Name", StringCell.TYPE).createSpec());

    static final class Parameters implements NodeParameters {

        ColumnFilter m_columns = new ColumnFilter(new String[]{"Count", "gone", "Height"});
    }

    private static NodeSettings saved(final Parameters parameters) {
        var settings = new NodeSettings("model");
        NodeParametersUtil.saveSettings(Parameters.class, parameters, settings);
        return settings;
    }

    private static ColumnFilter patterns(final String mode, final String pattern, final boolean isCaseSensitive,
        final boolean isInverted) throws InvalidSettingsException {
        var settings = saved(new Parameters());
        var columns = settings.getNodeSettings("columns");
        columns.addString("mode", mode);
        var filter = columns.getNodeSettings("patternFilter");
        filter.addString("pattern", pattern);
        filter.addBoolean("isCaseSensitive", isCaseSensitive);
        filter.addBoolean("isInverted", isInverted);
        return NodeParametersUtil.loadSettings(settings, Parameters.class).m_columns;
    }

    @Test
    void aChoiceIsStoredAsKnimeStoresIt() throws InvalidSettingsException {
        var columns = saved(new Parameters()).getNodeSettings("columns");
        assertEquals(Set.of("mode", "patternFilter", "manualFilter", "typeFilter"), columns.keySet());
        assertEquals("MANUAL", columns.getString("mode"));
        var manual = columns.getNodeSettings("manualFilter");
        assertEquals(Set.of("manuallySelected", "manuallyDeselected", "includeUnknownColumns"), manual.keySet());
        assertArrayEquals(new String[]{"Count", "gone", "Height"}, manual.getStringArray("manuallySelected"));
        assertArrayEquals(new String[0], manual.getStringArray("manuallyDeselected"));
        assertFalse(manual.getBoolean("includeUnknownColumns"));
        var pattern = columns.getNodeSettings("patternFilter");
        assertEquals(Set.of("pattern", "isCaseSensitive", "isInverted"), pattern.keySet());
        assertEquals("", pattern.getString("pattern"));
        assertArrayEquals(new String[0], columns.getNodeSettings("typeFilter").getStringArray("selectedTypes"));
    }

    @Test
    void columnsChosenOneByOneComeInTheOrderOfTheTable() throws InvalidSettingsException {
        var filter = NodeParametersUtil.loadSettings(saved(new Parameters()), Parameters.class).m_columns;
        assertArrayEquals(new String[]{"Height", "Count"}, filter.filterFromFullSpec(TABLE));
        assertArrayEquals(new String[]{"gone"}, filter.getMissingSelectedFromFullSpec(TABLE));
    }

    @Test
    void unknownColumnsCanBeChosenToo() {
        var filter = new ColumnFilter(List.of(TABLE.getColumnSpec("Count"))).withIncludeUnknownColumns();
        assertArrayEquals(new String[]{"Height", "height x2", "Count", "Name"}, filter.filterFromFullSpec(TABLE));
        assertArrayEquals(new String[]{"Count"}, filter.withExcludeUnknownColumns().filterFromFullSpec(TABLE));
        assertArrayEquals(new String[0], new ColumnFilter().filterFromFullSpec(TABLE));
    }

    @Test
    void aWildcardStandsForAnyText() throws InvalidSettingsException {
        assertArrayEquals(new String[]{"Height", "height x2"},
            patterns("WILDCARD", "HEIGHT*", false, false).filterFromFullSpec(TABLE));
        assertArrayEquals(new String[]{"height x2"},
            patterns("WILDCARD", "height*", true, false).filterFromFullSpec(TABLE));
        assertArrayEquals(new String[]{"Name"}, patterns("WILDCARD", "N?me", true, false).filterFromFullSpec(TABLE));
        assertArrayEquals(new String[]{"Count", "Name"},
            patterns("WILDCARD", "height*", false, true).filterFromFullSpec(TABLE));
    }

    @Test
    void aRegularExpressionMatchesTheWholeName() throws InvalidSettingsException {
        assertArrayEquals(new String[]{"Height"}, patterns("REGEX", "h.*t", false, false).filterFromFullSpec(TABLE));
        assertArrayEquals(new String[0], patterns("REGEX", "", false, false).filterFromFullSpec(TABLE));
        assertArrayEquals(new String[0],
            patterns("REGEX", "Height", false, false).getMissingSelectedFromFullSpec(new DataTableSpec()));
    }

    @Test
    void columnsCanBeChosenByTheirType() throws InvalidSettingsException {
        var settings = saved(new Parameters());
        var columns = settings.getNodeSettings("columns");
        columns.addString("mode", "TYPE");
        columns.getNodeSettings("typeFilter").addStringArray("selectedTypes", DoubleValue.class.getName());
        var filter = NodeParametersUtil.loadSettings(settings, Parameters.class).m_columns;
        assertArrayEquals(new String[]{"Height", "height x2"}, filter.filterFromFullSpec(TABLE));
    }
}
