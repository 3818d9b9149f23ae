// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.knime.node.parameters.persistence.Persistable;

/** Stands for KNIME's class of the same name: names chosen one by one. */
public class ManualFilter implements Persistable {

    public String[] m_manuallySelected;

    public String[] m_manuallyDeselected;

    public boolean m_includeUnknownColumns;

    ManualFilter() {
        // filled when the settings are read
    }

    /** @param initialSelected the names that are chosen */
    public ManualFilter(final String[] initialSelected) {
        m_manuallySelected = initialSelected;
        m_manuallyDeselected = new String[0];
    }

    /** @return whether a name is chosen */
    public Predicate<String> getFilterPredicate() {
        return m_includeUnknownColumns ? Predicate.not(Set.of(m_manuallyDeselected)::contains)
            : Set.of(m_manuallySelected)::contains;
    }

    /** @return the chosen names that are not among those there are */
    public String[] getUpdatedMissingValues(final String[] choices) {
        return m_includeUnknownColumns ? new String[0]
            : Stream.of(m_manuallySelected).filter(Predicate.not(Set.of(choices)::contains)).toArray(String[]::new);
    }
}
