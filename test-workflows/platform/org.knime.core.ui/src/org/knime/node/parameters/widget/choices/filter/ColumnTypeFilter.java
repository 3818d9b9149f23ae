// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.widget.choices.filter;

import java.util.Set;
import java.util.function.Predicate;

import org.knime.core.data.DataColumnSpec;
import org.knime.node.parameters.persistence.Persistable;

/** Stands for KNIME's class of the same name: columns chosen by their type. */
final class ColumnTypeFilter implements Persistable {

    String[] m_selectedTypes = {};

    Predicate<DataColumnSpec> getFilterPredicate() {
        var types = Set.of(m_selectedTypes);
        return column -> types.contains(column.getType().getPreferredValueClass().getName());
    }
}
