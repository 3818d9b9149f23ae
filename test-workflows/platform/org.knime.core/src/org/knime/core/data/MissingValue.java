// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

/** No value. Stands for KNIME's {@code org.knime.core.data.MissingValue}. */
public interface MissingValue extends DataValue {
    /** @return why there is none, null if not known */
    String getError();
}
