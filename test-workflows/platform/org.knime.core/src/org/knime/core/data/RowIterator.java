// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data;

import java.util.Iterator;

/** Goes over rows, which cannot be removed. Stands for KNIME's {@code org.knime.core.data.RowIterator}. */
public abstract class RowIterator implements Iterator<DataRow> {
}
