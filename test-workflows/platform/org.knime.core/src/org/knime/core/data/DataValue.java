// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

/** A view of a cell: what can be read from it. Stands for KNIME's {@code org.knime.core.data.DataValue}. */
public interface DataValue {
    /** Of values without a name and order of their own. */
    UtilityFactory UTILITY = new UtilityFactory();

    /** What is known about a kind of value. Stands for KNIME's class of the same name. */
    class UtilityFactory {
        /** For sub-classes. */
        protected UtilityFactory() {
        }

        /** @return the order of values of this kind, null if they have none */
        protected DataValueComparator getComparator() {
            return null;
        }

        /** @return the kind's name for users, null if it has none */
        String name() {
            return null;
        }
    }
}
