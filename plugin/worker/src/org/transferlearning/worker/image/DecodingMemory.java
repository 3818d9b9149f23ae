// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import java.io.IOException;
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
     * Waits until there is room, then decodes.
     *
     * @param bytes how many are needed
     * @param decoding what to do
     * @return its result
     * @throws ImageException if the heap does not suffice
     */
    <T> T with(final long bytes, final Decoding<T> decoding) throws IOException, ImageException {
        final int units = (int)Math.min(m_units, bytes / UNIT + 1);
        m_free.acquireUninterruptibly(units);
        try {
            return decoding.run();
        } catch (OutOfMemoryError ex) {
            throw new ImageException(String.format("too large: decoding it takes %,d MB of memory, of which the worker "
                + "has %,d MB", bytes / 1_000_000, Runtime.getRuntime().maxMemory() / 1_000_000), ex);
        } finally {
            m_free.release(units);
        }
    }

    /** Work that needs memory. */
    @FunctionalInterface
    interface Decoding<T> {

        /** @return the result */
        T run() throws IOException, ImageException;
    }
}
