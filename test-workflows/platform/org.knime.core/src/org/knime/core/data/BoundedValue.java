// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

/** A value with an order: domains have bounds. Stands for KNIME's {@code org.knime.core.data.BoundedValue}. */
public interface BoundedValue extends DataValue {
}
