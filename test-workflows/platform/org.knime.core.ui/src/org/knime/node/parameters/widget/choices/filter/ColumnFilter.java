// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.widget.choices.filter;

import java.util.List;
import java.util.function.Predicate;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util.ManualFilter;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util.PatternFilter;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util.PatternFilter.PatternMode;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.withtypes.TypedStringFilterMode;
import org.knime.node.parameters.persistence.Persistable;

/** Stands for KNIME's class of the same name and its superclass: a choice of columns. */
public final class ColumnFilter implements Persistable {

    public TypedStringFilterMode m_mode = TypedStringFilterMode.MANUAL;

    public PatternFilter m_patternFilter = new PatternFilter();

    public ManualFilter m_manualFilter;

    ColumnTypeFilter m_typeFilter = new ColumnTypeFilter();

    /** No column is chosen. */
    public ColumnFilter() {
        this(new String[0]);
    }

    /** @param selected the columns that are chosen */
    public ColumnFilter(final String[] selected) {
        m_manualFilter = new ManualFilter(selected);
    }

    /** @param selectedColumns the columns that are chosen */
    public ColumnFilter(final List<DataColumnSpec> selectedColumns) {
        this(names(selectedColumns));
    }

    /** @return this, which chooses no columns that it does not know */
    public ColumnFilter withExcludeUnknownColumns() {
        m_manualFilter.m_includeUnknownColumns = false;
        return this;
    }

    /** @return this, which also chooses the columns that it does not know */
    public ColumnFilter withIncludeUnknownColumns() {
        m_manualFilter.m_includeUnknownColumns = true;
        return this;
    }

    /** @return the columns chosen one by one that are not there */
    public String[] getMissingSelected(final List<DataColumnSpec> choices) {
        return m_mode == TypedStringFilterMode.MANUAL ? m_manualFilter.getUpdatedMissingValues(names(choices))
            : new String[0];
    }

    /** @return the columns that are chosen of those there are */
    public String[] filter(final List<DataColumnSpec> choices) {
        return names(choices.stream().filter(getFilterPredicate()).toList());
    }

    /** @return whether a column is chosen */
    public Predicate<DataColumnSpec> getFilterPredicate() {
        var isNameSelected = switch (m_mode) {
            case MANUAL -> m_manualFilter.getFilterPredicate();
            case REGEX -> m_patternFilter.getIsSelectedPredicate(PatternMode.REGEX);
            case WILDCARD -> m_patternFilter.getIsSelectedPredicate(PatternMode.WILDCARD);
            case TYPE -> null;
        };
        return isNameSelected == null ? m_typeFilter.getFilterPredicate()
            : column -> isNameSelected.test(column.getName());
    }

    /** @return the columns of a table that are chosen */
    public String[] filterFromFullSpec(final DataTableSpec spec) {
        return filter(spec.stream().toList());
    }

    /** @return the columns chosen one by one that the table does not have */
    public String[] getMissingSelectedFromFullSpec(final DataTableSpec spec) {
        return getMissingSelected(spec.stream().toList());
    }

    private static String[] names(final List<DataColumnSpec> columns) {
        return columns.stream().map(DataColumnSpec::getName).toArray(String[]::new);
    }
}
