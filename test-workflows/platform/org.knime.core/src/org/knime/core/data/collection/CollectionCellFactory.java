// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.collection;

import java.util.Collection;

import org.knime.core.data.DataCell;

/** Makes cells of cells. Stands for KNIME's {@code org.knime.core.data.collection.CollectionCellFactory}. */
public final class CollectionCellFactory {
    private CollectionCellFactory() {
    }

    /**
     * @param coll the elements, none null
     * @return a list of them
     */
    public static ListCell createListCell(final Collection<? extends DataCell> coll) {
        return new ListCell(coll);
    }
}
