// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.Comparator;

/** A floating-point number. Stands for KNIME's {@code org.knime.core.data.DoubleValue}. */
public interface DoubleValue extends DataValue {
    /** Name and order. */
    UtilityFactory UTILITY = new ExtensibleUtilityFactory("Number (Float)",
        Comparator.comparingDouble(v -> ((DoubleValue)v).getDoubleValue()));

    /** @return the number */
    double getDoubleValue();
}
