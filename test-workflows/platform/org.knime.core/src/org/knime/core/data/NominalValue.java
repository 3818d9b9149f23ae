// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

/** One of a few possible values: domains list them. Stands for KNIME's {@code org.knime.core.data.NominalValue}. */
public interface NominalValue extends DataValue {
}
