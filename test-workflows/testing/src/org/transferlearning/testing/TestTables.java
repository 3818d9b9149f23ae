// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.testing;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;

/** Tables that {@link TestTableNodeFactory Test Table} nodes output. */
public final class TestTables {

    private static final Map<String, Content> TABLES = new ConcurrentHashMap<>();

    private TestTables() {
    }

    record Content(DataTableSpec spec, List<DataRow> rows) {
    }

    /**
     * Makes a table known.
     *
     * @return the value of the setting {@code key} of the node that is to output the table
     */
    public static String register(final DataTableSpec spec, final DataRow... rows) {
        var key = UUID.randomUUID().toString();
        TABLES.put(key, new Content(spec, List.of(rows)));
        return key;
    }

    static Content get(final String key) {
        return TABLES.get(key);
    }
}
