// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.io.Serializable;

import org.knime.core.data.collection.CollectionDataValue;

/**
 * One immutable entry of a table. Two cells are equal if both are missing, or if they have the same class and
 * content. Stands for KNIME's {@code org.knime.core.data.DataCell}.
 */
public abstract class DataCell implements DataValue, Serializable {
    private static final long serialVersionUID = 1;

    /** @return the type of this cell's class; of a collection with its elements' type */
    public final DataType getType() {
        return DataType.getType(getClass(),
            this instanceof CollectionDataValue collection ? collection.getElementType() : null);
    }

    /** @return whether there is no value */
    public boolean isMissing() {
        return false;
    }

    /** @return the content as text */
    @Override
    public abstract String toString();

    @Override
    public final boolean equals(final Object o) {
        if (this == o) {
            return true;
        }
        if (!(o instanceof DataCell other)) {
            return false;
        }
        if (isMissing() || other.isMissing()) {
            return isMissing() && other.isMissing();
        }
        return getClass() == other.getClass() && equalsDataCell(other);
    }

    /**
     * @param dc another cell of the same class, not missing
     * @return whether the content is the same
     */
    protected abstract boolean equalsDataCell(DataCell dc);

    /** @return a hash of the content */
    @Override
    public abstract int hashCode();
}
