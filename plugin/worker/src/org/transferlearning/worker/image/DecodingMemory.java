// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import java.util.concurrent.Semaphore;

/**
 * Half of the heap, shared by the images that are being decoded: small ones run in parallel, one that needs more than
 * half of it runs alone.
 */
final class DecodingMemory {

    private static final int UNIT = 1 << 20;

    private final int m_units;

    private final Semaphore m_free;

    /**
     * @param heap bytes
     */
    DecodingMemory(final long heap) {
        m_units = (int)Math.max(1, Math.min(heap / 2 / UNIT, Integer.MAX_VALUE));
        // fair, or small images could keep a large one waiting for ever
        m_free = new Semaphore(m_units, true);
    }

    /**
     * Waits until there is room. Must not be called by a thread that has already reserved some.
     *
     * @param bytes how many are needed; more than there are means all of them
     * @return to be closed when the image is no longer used
     */
    Reservation reserve(final long bytes) {
        final int units = (int)Math.min(m_units, bytes / UNIT + 1);
        m_free.acquireUninterruptibly(units);
        return () -> m_free.release(units);
    }

    /** Memory that is reserved until it is closed. */
    @FunctionalInterface
    interface Reservation extends AutoCloseable {

        @Override
        void close();
    }
}
