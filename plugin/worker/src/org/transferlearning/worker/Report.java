// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.engine.protocol.MessageWriter;

/** How a job tells the engine what it does and has found. */
final class Report {

    private final MessageWriter m_writer;

    private final Inbox m_inbox;

    /**
     * @param writer to the engine
     * @param inbox knows whether the job is still wanted
     */
    Report(final MessageWriter writer, final Inbox inbox) {
        m_writer = writer;
        m_inbox = inbox;
    }

    /**
     * @param fraction of the job that is done; negative if unknown
     * @param message what is being done
     * @throws IOException if the engine is gone
     * @throws CancellationException if the engine does not want the result any more
     */
    void progress(final double fraction, final String message) throws IOException {
        send(new Message.Progress(fraction, message));
    }

    /**
     * @param message a result
     * @throws IOException if the engine is gone
     * @throws CancellationException if the engine does not want the result any more
     */
    void send(final Message message) throws IOException {
        checkCanceled();
        m_writer.send(message);
    }

    /** @throws CancellationException if the engine does not want the result any more */
    void checkCanceled() {
        if (m_inbox.isCanceled()) {
            throw new CancellationException();
        }
    }
}
