// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.Comparator;

/** A long integer. Stands for KNIME's {@code org.knime.core.data.LongValue}. */
public interface LongValue extends DataValue {
    /** Name and order. */
    UtilityFactory UTILITY = new ExtensibleUtilityFactory("Number (Long Integer)",
        Comparator.comparingLong(v -> ((LongValue)v).getLongValue()));

    /** @return the number */
    long getLongValue();
}
