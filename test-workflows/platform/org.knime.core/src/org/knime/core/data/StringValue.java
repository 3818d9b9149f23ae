// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.Comparator;

/** Text. Stands for KNIME's {@code org.knime.core.data.StringValue}. */
public interface StringValue extends DataValue {
    /** Name and order. */
    UtilityFactory UTILITY =
        new ExtensibleUtilityFactory("String", Comparator.comparing(v -> ((StringValue)v).getStringValue()));

    /** @return the text */
    String getStringValue();
}
