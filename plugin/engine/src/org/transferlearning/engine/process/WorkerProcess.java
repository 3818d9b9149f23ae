// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.protocol.Message;

/**
 * A running worker process, which does jobs one after another. The user of this class waits at most as long as it says;
 * interrupts of the waiting thread are kept and do not end a wait. For one thread at a time.
 */
public final class WorkerProcess implements AutoCloseable {

    /** Milliseconds that a worker gets to do what it was told. */
    private static final int PATIENCE = 1500;

    /** Milliseconds in which a virtual machine that crashes has begun to write what it knows, and mostly ended. */
    private static final int CRASH_PATIENCE = 5000;

    /** Milliseconds in which it has written all, on a busy computer too. */
    private static final int REPORT_PATIENCE = 60_000;

    private final WorkerCommand m_command;

    private final Process m_process;

    private final WorkerStreams m_streams;

    /** The one that was sent last, and what the worker said last of it. */
    private Message.Job m_job;

    private Message.Progress m_progress;

    private volatile int m_jobs;

    private volatile boolean m_isReady = true;

    private WorkerProcess(final Process process, final WorkerCommand command) {
        m_process = process;
        m_command = command;
        m_streams = new WorkerStreams(process);
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
            return new WorkerProcess(builder.start(), command);
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

    /** @return how many jobs the worker was sent */
    public int jobs() {
        return m_jobs;
    }

    /** @return whether the worker can take a job: it lives, and all jobs before have ended well or on request */
    public boolean isReady() {
        return m_isReady && m_process.isAlive();
    }

    /**
     * Sends a message some time soon.
     *
     * @param message the message
     */
    public void send(final Message message) {
        if (message instanceof Message.Job job) {
            m_isReady = false;
            m_job = job;
            m_progress = null;
            m_jobs++;
        }
        m_streams.send(message);
    }

    /**
     * Waits for the next message.
     *
     * @param milliseconds how long at most
     * @return the message; {@code null} if there was none in that time
     * @throws EngineException if the process has ended or sent garbage, or a message is too large for this process's
     *             memory; there is no use in calling again
     */
    public Message receive(final long milliseconds) throws EngineException {
        final var event = m_streams.poll(milliseconds);
        if (event instanceof WorkerStreams.Event.Ended ended) {
            m_isReady = false;
            throw ended.cause() == null || hasCrashed() ? unexpected() : garbled(ended.cause());
        } else if (event instanceof WorkerStreams.Event.Failed failed) {
            throw tooLarge(failed.cause());
        }
        final var message = event == null ? null : ((WorkerStreams.Event.Received)event).message();
        if (message instanceof Message.Progress progress) {
            m_progress = progress;
        } else if (message instanceof Message.Outcome) {
            // who fails may not have cleaned up
            m_isReady = !(message instanceof Message.Failed);
        }
        return message;
    }

    /**
     * Fetches what the worker has written to its log since the last call.
     *
     * @param log takes level and line
     */
    public void fetchLog(final BiConsumer<System.Logger.Level, String> log) {
        m_streams.fetchLog(log);
    }

    /** Asks the worker to stop its job, and ends it if it has not done so in time. */
    public void cancel() {
        send(new Message.Cancel());
        final var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
        try {
            for (var left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                if (receive(TimeUnit.NANOSECONDS.toMillis(left)) instanceof Message.Outcome) {
                    return;
                }
            }
        } catch (EngineException ex) { // NOSONAR: it ended; nobody wants to know how any more
            return;
        } finally {
            if (!m_isReady) {
                close();
            }
        }
    }

    /** Ends the process by force: it has nothing to save, and its own end could wait for native code. */
    @Override
    public void close() {
        m_isReady = false;
        m_streams.close();
        m_process.destroyForcibly();
        waitForEnd(PATIENCE);
    }

    /** A virtual machine that crashes says so on standard output, whatever it was told, and ends. */
    private boolean hasCrashed() {
        return waitForEnd(CRASH_PATIENCE) || Files.exists(m_command.errorFile()) && waitForEnd(REPORT_PATIENCE);
    }

    private EngineException garbled(final IOException cause) {
        close();
        final var summary = "The worker process sent something that is not a message: " + cause.getMessage() + ".";
        return failure(summary,
            "Execute the node again; if it happens again, reinstall the extension \"Transfer Learning for KNIME\".",
            cause);
    }

    private EngineException tooLarge(final Throwable cause) {
        close();
        return failure("KNIME cannot send a message to the worker process, or read one from it: " + cause + ".",
            "Give KNIME more memory (-Xmx in knime.ini), or use smaller images.", new IllegalStateException(cause));
    }

    private EngineException unexpected() {
        if (!waitForEnd(PATIENCE)) { // closed its output, but lives
            close();
        }
        final var ending = m_streams.ending(PATIENCE);
        final var exitCode = m_process.isAlive() ? -1 : m_process.exitValue();
        return failure(ending.unexpected(exitCode, m_command.errorFile()), Ending.resolution(exitCode),
            new IllegalStateException("The worker's last lines:\n" + ending.log()));
    }

    private EngineException failure(final String summary, final String resolution, final Exception cause) {
        final var report = String.join("\n", summary, "", "Job: " + m_job, "Number of its jobs: " + m_jobs,
            "Last progress: " + (m_progress == null ? "none" : m_progress.message()), m_command.toString(), "",
            "Last lines of the log:", m_streams.ending(PATIENCE).log(), "");
        final var file = m_command.crashReport().write(pid(), report, m_command.errorFile());
        return new EngineException(summary,
            file == null ? resolution : resolution + " What is known of its end is in \"" + file + "\".", cause);
    }

    private boolean waitForEnd(final long milliseconds) {
        return Uninterrupted.wait(() -> m_process.waitFor(milliseconds, TimeUnit.MILLISECONDS));
    }
}
