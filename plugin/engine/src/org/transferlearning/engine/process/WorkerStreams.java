// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.engine.protocol.MessageReader;
import org.transferlearning.engine.protocol.MessageWriter;
import org.transferlearning.engine.protocol.ProtocolException;

/** The streams of a worker process. Three threads move them, so that neither side ever waits for the other to read. */
final class WorkerStreams {

    /** Lines of the log that may wait to be fetched; more are dropped. */
    private static final int LOG_LINES = 1000;

    /** What came from the process. */
    sealed interface Event {
        record Received(Message message) implements Event {
        }

        /** {@code cause} is what was wrong with the stream, {@code null} if it just ended. */
        record Ended(IOException cause) implements Event {
        }

        /** This side cannot write or read a message, for example because it is too large for its memory. */
        record Failed(Throwable cause) implements Event {
        }
    }

    private final Process m_process;

    private final BlockingQueue<Optional<Message>> m_outgoing = new LinkedBlockingQueue<>();

    private final BlockingQueue<Event> m_incoming = new LinkedBlockingQueue<>();

    private final BlockingQueue<LogLine> m_log = new ArrayBlockingQueue<>(LOG_LINES);

    private final Ending m_ending = new Ending();

    private final Thread m_logThread;

    /**
     * @param process whose streams nobody else uses
     */
    WorkerStreams(final Process process) {
        m_process = process;
        startThread("messages to", this::writeMessages);
        startThread("messages from", this::readMessages);
        m_logThread = startThread("log of", this::readLog);
    }

    /**
     * Sends a message some time soon.
     *
     * @param message the message
     */
    void send(final Message message) {
        m_outgoing.add(Optional.of(message));
    }

    /** Closes the stream to the process when all messages are sent. */
    void close() {
        m_outgoing.add(Optional.empty());
    }

    /**
     * Waits for something to come; an interrupt does not end it.
     *
     * @param milliseconds how long at most
     * @return what came, {@code null} if nothing did
     */
    Event poll(final long milliseconds) {
        return Uninterrupted.wait(() -> m_incoming.poll(milliseconds, TimeUnit.MILLISECONDS));
    }

    /**
     * @param log takes level and text of what was logged since the last call
     */
    void fetchLog(final BiConsumer<Level, String> log) {
        for (var line = m_log.poll(); line != null; line = m_log.poll()) {
            log.accept(line.level(), line.text());
        }
    }

    /**
     * Waits until everything that a process which has ended had to say is read.
     *
     * @param milliseconds how long at most
     * @return its last words
     */
    Ending ending(final long milliseconds) {
        Uninterrupted.wait(() -> {
            m_logThread.join(milliseconds);
            return null;
        });
        return m_ending;
    }

    private void writeMessages() {
        try (var out = m_process.getOutputStream()) {
            final var writer = new MessageWriter(out);
            for (var next = m_outgoing.take(); next.isPresent(); next = m_outgoing.take()) {
                writer.send(next.get());
            }
        } catch (IOException ex) { // NOSONAR: the process has ended, the reading thread tells why
            m_outgoing.clear();
        } catch (InterruptedException ex) { // nobody does
            Thread.currentThread().interrupt();
        } catch (RuntimeException | OutOfMemoryError ex) { // what is not sent is never answered
            m_incoming.add(new Event.Failed(ex));
        }
    }

    private void readMessages() {
        final var reader = new MessageReader(m_process.getInputStream());
        try {
            for (var message = reader.receive(); message != null; message = reader.receive()) {
                m_incoming.add(new Event.Received(message));
            }
            m_incoming.add(new Event.Ended(null));
        } catch (ProtocolException ex) {
            m_incoming.add(new Event.Ended(ex.getCause() instanceof EOFException ? null : ex));
        } catch (IOException ex) { // NOSONAR: the stream was closed because the process has ended
            m_incoming.add(new Event.Ended(null));
        } catch (RuntimeException | OutOfMemoryError ex) {
            m_incoming.add(new Event.Failed(ex));
        }
    }

    private void readLog() {
        var level = Level.INFO;
        try (var lines = new BufferedReader(
            new InputStreamReader(m_process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (var text = lines.readLine(); text != null; text = lines.readLine()) {
                m_ending.add(text);
                final var line = LogLine.parse(text, level);
                level = line.level();
                m_log.offer(line); // without waiting
            }
        } catch (IOException ex) { // NOSONAR: the process has ended
            m_ending.add("(log ended: " + ex.getMessage() + ")");
        }
    }

    private Thread startThread(final String what, final Runnable task) {
        final var thread = new Thread(task, "Transfer learning: " + what + " worker " + m_process.pid());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
