// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.widget.choices.filter;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.StringFilterMode;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util.ManualFilter;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util.PatternFilter;
import org.knime.node.parameters.persistence.Persistable;

/** Stands for KNIME's class of the same name: some of several texts, chosen one by one or by a pattern. */
public class StringFilter implements Persistable {

    public StringFilterMode m_mode = StringFilterMode.MANUAL; // NOSONAR: KNIME's fields are public, too

    public PatternFilter m_patternFilter = new PatternFilter(); // NOSONAR

    public ManualFilter m_manualFilter; // NOSONAR

    /** Nothing is chosen. */
    public StringFilter() {
        this(new String[0]);
    }

    public StringFilter(final String[] initialSelected) {
        m_manualFilter = new ManualFilter(Objects.requireNonNull(initialSelected));
    }

    public StringFilter(final List<String> initialSelected) {
        this(initialSelected.toArray(String[]::new));
    }

    /** Texts that were not there when the dialog was closed are not chosen. */
    public void excludeUnknownColumn() {
        m_manualFilter.m_includeUnknownColumns = false;
    }

    /** @return what was chosen one by one and is not among the choices; with a pattern the same as {@link #filter} */
    public String[] getMissingSelected(final String[] choices) {
        return m_mode == StringFilterMode.MANUAL
            ? m_manualFilter.getUpdatedMissingValues(Objects.requireNonNull(choices)) : filter(choices);
    }

    /** @return those choices that are chosen */
    public String[] filter(final String[] choices) {
        if (m_mode == StringFilterMode.MANUAL) {
            return Arrays.stream(choices).filter(m_manualFilter.getFilterPredicate()).toArray(String[]::new);
        }
        return m_patternFilter.getSelected(m_mode.toPatternMode(), choices);
    }
}
