// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.Comparator;

/** True or false. Stands for KNIME's {@code org.knime.core.data.BooleanValue}. */
public interface BooleanValue extends DataValue {
    /** Name and order: false before true. */
    UtilityFactory UTILITY = new ExtensibleUtilityFactory("Boolean",
        Comparator.comparing(v -> ((BooleanValue)v).getBooleanValue()));

    /** @return the truth */
    boolean getBooleanValue();
}
