// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.Comparator;

/** An integer. Stands for KNIME's {@code org.knime.core.data.IntValue}. */
public interface IntValue extends DataValue {
    /** Name and order. */
    UtilityFactory UTILITY = new ExtensibleUtilityFactory("Number (Integer)",
        Comparator.comparingInt(v -> ((IntValue)v).getIntValue()));

    /** @return the number */
    int getIntValue();
}
