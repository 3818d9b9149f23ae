// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.collection;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.DataValue;
import org.knime.core.data.ExtensibleUtilityFactory;

/** Several cells in one. Stands for KNIME's {@code org.knime.core.data.collection.CollectionDataValue}. */
public interface CollectionDataValue extends DataValue, Iterable<DataCell> {
    /** Name; there is no order. */
    UtilityFactory UTILITY = new ExtensibleUtilityFactory("Collection", null);

    /** @return the common type of the elements */
    DataType getElementType();

    /** @return how many elements */
    int size();
}
