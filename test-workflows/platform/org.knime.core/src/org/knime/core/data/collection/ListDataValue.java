// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.collection;

import org.knime.core.data.DataCell;
import org.knime.core.data.ExtensibleUtilityFactory;

/** Several cells in order. Stands for KNIME's {@code org.knime.core.data.collection.ListDataValue}. */
public interface ListDataValue extends CollectionDataValue {
    /** Name; there is no order. */
    UtilityFactory UTILITY = new ExtensibleUtilityFactory("Collection (List)", null);

    /**
     * @param index counted from 0
     * @return the element there
     */
    DataCell get(int index);
}
