// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.data.container;

import java.io.Closeable;
import java.util.Iterator;

import org.knime.core.data.DataRow;
import org.knime.core.data.RowIterator;

/**
 * Goes over rows; to be closed if not read to the end.
 * Stands for KNIME's {@code org.knime.core.data.container.CloseableRowIterator}.
 */
public abstract class CloseableRowIterator extends RowIterator implements Closeable {
    /**
     * @param delegate has the rows
     * @return an iterator over these
     */
    public static CloseableRowIterator wrap(final Iterator<? extends DataRow> delegate) {
        return new CloseableRowIterator() {
            @Override
            public boolean hasNext() {
                return delegate.hasNext();
            }

            @Override
            public DataRow next() {
                return delegate.next();
            }

            @Override
            public void close() {
                // rows are in memory: nothing is open
            }
        };
    }

    @Override
    public abstract void close();
}
