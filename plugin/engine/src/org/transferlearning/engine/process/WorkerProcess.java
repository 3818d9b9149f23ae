// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.engine.protocol.MessageReader;
import org.transferlearning.engine.protocol.MessageWriter;
import org.transferlearning.engine.protocol.ProtocolException;

/**
 * A running worker process. Three threads move its streams, so that neither side ever waits for the other to read; the
 * user of this class waits at most as long as it says. Interrupts of the waiting thread are kept and do not end a wait.
 */
public final class WorkerProcess implements AutoCloseable {

    /** Milliseconds that a worker gets to end by itself. */
    private static final int PATIENCE = 1500;

    /** What the threads tell the one that waits. */
    private sealed interface Event {
        record Received(Message message) implements Event {
        }

        /** {@code cause} is what was wrong with the stream, {@code null} if it just ended. */
        record Ended(IOException cause) implements Event {
        }
    }

    private final Process m_process;

    private final Path m_folder;

    private final BlockingQueue<Optional<Message>> m_outgoing = new LinkedBlockingQueue<>();

    private final BlockingQueue<Event> m_incoming = new LinkedBlockingQueue<>();

    private final Ending m_ending = new Ending();

    private final Thread m_errorThread;

    private WorkerProcess(final Process process, final Path folder) {
        m_process = process;
        m_folder = folder;
        startThread("messages to", this::writeMessages);
        startThread("messages from", this::readMessages);
        m_errorThread = startThread("log of", this::readLog);
    }

    /**
     * Starts a worker.
     *
     * @param installation its files
     * @param folder its working folder; the caller removes it after {@link #close()}
     * @return the process
     * @throws EngineException if the Java program cannot be started
     */
    public static WorkerProcess start(final WorkerInstallation installation, final Path folder)
        throws EngineException {
        final var command = new WorkerCommand(installation, folder);
        final var builder = new ProcessBuilder(command.arguments()).directory(folder.toFile());
        final var environment = command.environment(System.getenv());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new WorkerProcess(builder.start(), folder);
        } catch (IOException ex) {
            final var java = installation.java();
            throw new EngineException(
                Files.exists(java) ? "The Java program \"" + java + "\" cannot be started: " + ex.getMessage() + "."
                    : "There is no Java program \"" + java + "\" to start the worker process with.",
                "Repair or reinstall KNIME Analytics Platform, which brings the Java program along.", ex);
        }
    }

    /** @return the process's number in the operating system */
    public long pid() {
        return m_process.pid();
    }

    /**
     * Sends a message some time soon.
     *
     * @param message the message
     */
    public void send(final Message message) {
        m_outgoing.add(Optional.of(message));
    }

    /**
     * Waits for the next message.
     *
     * @param milliseconds how long at most
     * @return the message; {@code null} if there was none in that time
     * @throws EngineException if the process has ended or sent garbage; there is no use in calling again
     */
    public Message receive(final long milliseconds) throws EngineException {
        final var event = poll(milliseconds);
        if (event instanceof Event.Ended ended) {
            throw reason(ended.cause());
        }
        return event == null ? null : ((Event.Received)event).message();
    }

    /** Asks the worker to stop, and ends it if it has not done so in time. */
    public void cancel() {
        send(new Message.Cancel());
        close();
    }

    /** Ends the process: with the end of its standard input, then by force. */
    @Override
    public void close() {
        m_outgoing.add(Optional.empty());
        if (!waitForEnd(PATIENCE)) {
            m_process.destroyForcibly();
            waitForEnd(PATIENCE);
        }
    }

    /** @return what the process has written to standard error lately */
    public String log() {
        return m_ending.log();
    }

    private EngineException reason(final IOException cause) {
        if (cause != null) {
            m_process.destroyForcibly();
            return m_ending.garbled(cause);
        }
        if (!waitForEnd(PATIENCE)) {
            m_process.destroyForcibly();
            waitForEnd(PATIENCE);
        }
        Uninterrupted.wait(() -> {
            m_errorThread.join(PATIENCE);
            return true;
        });
        return m_ending.unexpected(m_process.isAlive() ? -1 : m_process.exitValue(),
            m_folder.resolve(WorkerCommand.ERROR_FILE));
    }

    private Event poll(final long milliseconds) {
        return Uninterrupted.wait(() -> m_incoming.poll(milliseconds, TimeUnit.MILLISECONDS));
    }

    private boolean waitForEnd(final long milliseconds) {
        return Uninterrupted.wait(() -> m_process.waitFor(milliseconds, TimeUnit.MILLISECONDS));
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
        }
    }

    private void readLog() {
        try (var lines = new BufferedReader(
            new InputStreamReader(m_process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                m_ending.add(line);
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
