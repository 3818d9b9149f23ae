// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import org.transferlearning.engine.Monitor;

/** A number of places, given in the order of asking. Thread safe. */
final class Places {

    /** Milliseconds between two looks at whether the user has canceled. */
    private static final int POLL = 50;

    private final int m_size;

    /** One per caller that waits. */
    private final Deque<Object> m_queue = new ArrayDeque<>();

    private int m_taken;

    private boolean m_isClosed;

    /**
     * @param size how many there are
     */
    Places(final int size) {
        m_size = size;
    }

    /** @return how many are taken */
    synchronized int taken() {
        return m_taken;
    }

    /**
     * Waits for a place.
     *
     * @param waitingFor what is waited for, for the user
     * @param monitor is told so if there is none at once, and asked whether it is still wanted
     * @throws CancellationException if it is not, or there are no places any more
     */
    void take(final String waitingFor, final Monitor monitor) {
        final var ticket = new Object();
        synchronized (this) {
            m_queue.add(ticket);
        }
        try {
            for (var milliseconds = 0; !take(ticket, milliseconds); milliseconds = POLL) {
                if (milliseconds == 0) {
                    monitor.progress(0, waitingFor);
                }
                monitor.checkCanceled();
            }
        } finally {
            synchronized (this) {
                m_queue.remove(ticket);
                notifyAll();
            }
        }
    }

    /** Takes a place, if there is one and all who came before have theirs. */
    private synchronized boolean take(final Object ticket, final int milliseconds) {
        if (milliseconds > 0) {
            Uninterrupted.wait(() -> {
                wait(milliseconds);
                return null;
            });
        }
        if (m_isClosed) {
            throw new CancellationException("KNIME is being closed");
        }
        final var isTaken = m_queue.peek() == ticket && m_taken < m_size;
        m_taken += isTaken ? 1 : 0;
        return isTaken;
    }

    /** Gives a place back. */
    synchronized void giveBack() {
        m_taken--;
        notifyAll();
    }

    /** There are no places any more. */
    synchronized void close() {
        m_isClosed = true;
        notifyAll();
    }
}
