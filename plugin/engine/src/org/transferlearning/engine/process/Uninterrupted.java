// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

/** Waiting that an interrupt does not end: KNIME interrupts a thread whose node is canceled. */
final class Uninterrupted {

    private Uninterrupted() {
    }

    /**
     * Something that waits.
     *
     * @param <T> what it waits for
     */
    interface Wait<T> {
        T run() throws InterruptedException;
    }

    /**
     * Waits again where it was interrupted, and tells the thread afterwards.
     *
     * @param wait what to wait for
     * @return what came
     */
    static <T> T wait(final Wait<T> wait) {
        var isInterrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return wait.run();
                } catch (InterruptedException ex) { // NOSONAR: kept for later
                    isInterrupted = true;
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
