// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.util;

import org.knime.core.data.DataTableSpec;

/** Columns that users choose. */
final class Columns {

    private Columns() {
    }

    /**
     * @param spec a table
     * @param name the column that the user has chosen; may be {@code null}
     * @param role what it is for, for example {@code image}
     * @param resolution what the user can do if it is not there
     * @return its index
     * @throws ProblemException if there is no such column
     */
    static int find(final DataTableSpec spec, final String name, final String role, final String resolution)
        throws ProblemException {
        if (name == null || name.isEmpty()) {
            throw new ProblemException("No " + role + " column is selected.", resolution);
        }
        final var index = spec.findColumnIndex(name);
        if (index < 0) {
            throw new ProblemException("The table has no column \"" + name + "\", which is selected as " + role
                + " column.", resolution);
        }
        return index;
    }
}
