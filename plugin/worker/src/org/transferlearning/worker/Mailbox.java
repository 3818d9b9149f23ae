// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.engine.protocol.MessageReader;
import org.transferlearning.engine.protocol.MessageWriter;

/**
 * Reads what comes from the engine and sorts it by job. A thread of its own reads always: it notices at once when the
 * engine is gone or does not want a result any more, whatever the job is doing.
 */
final class Mailbox {

    /** As the virtual machine's own exit code. */
    private static final int OUT_OF_MEMORY = 3;

    private final MessageReader m_reader;

    private final MessageWriter m_writer;

    private final BlockingQueue<Inbox> m_jobs = new LinkedBlockingQueue<>();

    /** Of the job that came last. */
    private Inbox m_current;

    /**
     * @param reader the engine's messages
     * @param writer to the engine
     */
    Mailbox(final MessageReader reader, final MessageWriter writer) {
        m_reader = reader;
        m_writer = writer;
    }

    /** Starts reading. */
    void start() {
        final var thread = new Thread(this::readAll, "mailbox");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits for the next job.
     *
     * @param milliseconds how long at most
     * @return the job with what comes for it, {@code null} if there was none in that time
     * @throws InterruptedException if somebody interrupts
     */
    Inbox nextJob(final long milliseconds) throws InterruptedException {
        return m_jobs.poll(milliseconds, TimeUnit.MILLISECONDS);
    }

    private void readAll() {
        try {
            for (var message = m_reader.receive(); message != null; message = m_reader.receive()) {
                accept(message);
            }
        } catch (IOException | RuntimeException ex) {
            System.err.println("[ERROR] The engine's messages cannot be read: " + ex.getMessage());
            SystemCalls.exit(2);
        } catch (OutOfMemoryError ex) { // without this thread, nothing would end the worker with the engine
            SystemCalls.exit(OUT_OF_MEMORY);
        }
        Leftovers.delete(); // the engine ends its workers by force: if its messages end, it is gone
        SystemCalls.exit(0);
    }

    private void accept(final Message message) {
        if (message instanceof Message.Job job) {
            m_current = new Inbox(job, m_writer);
            m_jobs.add(m_current);
        } else if (m_current == null) {
            throw new IllegalStateException("Not a job: " + message);
        } else if (message instanceof Message.Item item) {
            m_current.add(item);
        } else if (message instanceof Message.EndOfItems) {
            m_current.end();
        } else if (message instanceof Message.Cancel) {
            m_current.cancel();
        } else {
            throw new IllegalStateException("Not a message to a worker: " + message);
        }
    }
}
