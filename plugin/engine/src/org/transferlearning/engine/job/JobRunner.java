// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.process.WorkerProcess;
import org.transferlearning.engine.protocol.Message;

/**
 * Runs one job in a worker: sends its items as fast as the worker takes them, and hands on what comes back, all on the
 * caller's thread.
 */
final class JobRunner {

    /** Milliseconds between two looks at whether the user has canceled. */
    private static final int POLL = 50;

    /** Bytes of encoded images that may wait in a worker; a larger image travels alone. */
    private static final long WINDOW_BYTES = 32L << 20;

    private final WorkerProcess m_worker;

    private final Monitor m_monitor;

    private final Consumer<Message> m_results;

    private final Deque<Long> m_waitingSizes = new ArrayDeque<>();

    private long m_waitingBytes;

    private long m_taken;

    /** What the worker has done as far as it could tell. */
    private double m_fraction;

    /**
     * @param worker a process that has no job
     * @param monitor for progress and cancellation
     * @param results takes the messages that are results
     */
    JobRunner(final WorkerProcess worker, final Monitor monitor, final Consumer<Message> results) {
        m_worker = worker;
        m_monitor = monitor;
        m_results = results;
    }

    /**
     * @param job what to do
     * @param items what with, {@code null} if the job has none
     * @return how it ended well
     * @throws EngineException if it did not
     * @throws CancellationException if the user has canceled; the worker has stopped the job or ended then
     */
    Message.Outcome run(final Message.Job job, final Iterator<? extends Message.Item> items) throws EngineException {
        try {
            m_worker.send(job);
            return exchange(items);
        } finally {
            m_worker.fetchLog(m_monitor::log);
        }
    }

    private Message.Outcome exchange(final Iterator<? extends Message.Item> items) throws EngineException {
        var left = items == null ? Collections.<Message.Item>emptyIterator() : items;
        var isEndSent = items == null;
        while (true) {
            checkCanceled();
            final var maySend = !isEndSent && hasRoom();
            if (maySend) {
                isEndSent = !sendNext(left);
            }
            final var message = m_worker.receive(maySend ? 0 : POLL);
            m_worker.fetchLog(m_monitor::log);
            if (message instanceof Message.Outcome outcome) {
                return successful(outcome);
            } else if (message != null) {
                handle(message);
            }
        }
    }

    private void checkCanceled() {
        if (m_monitor.isCanceled()) {
            m_worker.cancel();
            throw new CancellationException();
        }
    }

    private boolean hasRoom() {
        return m_waitingSizes.size() < Message.WINDOW && (m_waitingBytes < WINDOW_BYTES || m_waitingSizes.isEmpty());
    }

    /** Sends the next item or, if there is none, the end, and tells whether there was one. */
    private boolean sendNext(final Iterator<? extends Message.Item> items) {
        if (!items.hasNext()) {
            m_worker.send(new Message.EndOfItems());
            return false;
        }
        final var item = items.next();
        final var size = size(item);
        m_waitingSizes.add(size);
        m_waitingBytes += size;
        m_worker.send(item);
        return true;
    }

    private static long size(final Message.Item item) {
        final var image = item instanceof Message.Image i ? i.image() : ((Message.LabeledImage)item).image();
        return image instanceof ImageItem.Encoded encoded ? encoded.bytes().length : 0;
    }

    private void handle(final Message message) {
        if (message instanceof Message.Taken taken) {
            for (; m_taken < taken.items(); m_taken++) {
                m_waitingBytes -= m_waitingSizes.remove();
            }
        } else if (message instanceof Message.Progress progress) {
            m_fraction = Math.max(m_fraction, progress.fraction());
            m_monitor.progress(m_fraction, progress.message());
        } else {
            m_results.accept(message);
        }
    }

    private Message.Outcome successful(final Message.Outcome outcome) throws EngineException {
        if (outcome instanceof Message.Failed failed) {
            throw new EngineException(failed.summary(), failed.resolution(),
                failed.details() == null ? null : new IllegalStateException(failed.details()));
        } else if (outcome instanceof Message.Canceled) {
            throw new CancellationException();
        }
        return outcome;
    }
}
