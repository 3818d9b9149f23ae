// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.engine.protocol.MessageReader;
import org.transferlearning.engine.protocol.MessageWriter;

/**
 * The worker's main class: jobs from standard input one after another, answers to standard output, log to standard
 * error. It ends with its standard input.
 */
public final class Main {

    /** Milliseconds after which no other job is expected soon. */
    private static final int SOON = 500;

    private Main() {
    }

    /**
     * @param arguments none
     */
    public static void main(final String[] arguments) {
        final var out = new MessageWriter(new FileOutputStream(FileDescriptor.out));
        System.setOut(System.err); // what a library prints must not get between the messages
        beFirstVictim();
        final var mailbox = new Mailbox(new MessageReader(new FileInputStream(FileDescriptor.in)), out);
        mailbox.start();
        try {
            while (true) {
                doJob(nextJob(mailbox), out);
            }
        } catch (IOException ex) { // the engine is gone
            Leftovers.delete();
        } catch (InterruptedException ex) { // nobody does
            Thread.currentThread().interrupt();
        }
        SystemCalls.exit(1);
    }

    /** If there is none soon, gives back the memory of the one before. */
    private static Inbox nextJob(final Mailbox mailbox) throws InterruptedException {
        final var next = mailbox.nextJob(SOON);
        if (next != null) {
            return next;
        }
        releaseMemory();
        return mailbox.nextJob(Long.MAX_VALUE);
    }

    private static void releaseMemory() {
        System.gc();
        SystemCalls.releaseMemory();
        GpuMemory.releaseAll();
        Reservations.current().end();
    }

    private static void doJob(final Inbox job, final MessageWriter out) throws IOException {
        final Message.Outcome outcome;
        try (job) {
            outcome = outcome(job, out);
        }
        if (Reservations.current().endJob()) {
            releaseMemory();
        }
        out.send(outcome);
    }

    private static Message.Outcome outcome(final Inbox inbox, final MessageWriter out) {
        try {
            final var job = inbox.job();
            final var report = new Report(out, inbox);
            if (job instanceof Message.Describe describe) {
                return new DescribeJob(describe, report).run();
            } else if (job instanceof Message.Predict predict) {
                return new PredictJob(predict, inbox, report).run();
            } else if (job instanceof Message.Benchmark benchmark) {
                return new BenchmarkJob(benchmark, report).run();
            }
            return new TrainJob((Message.Train)job, inbox, report).run();
        } catch (CancellationException ex) { // NOSONAR: asked for
            return new Message.Canceled();
        } catch (EngineException ex) {
            return new Message.Failed(ex.getMessage(), ex.resolution(), ex.getCause() == null ? null : trace(ex));
        } catch (IOException ex) { // if it is the engine that is gone, nobody will read this
            return new Message.Failed(
                "The worker process cannot read or write its temporary files: " + TorchMessages.firstLine(ex) + ".",
                "Free some disk space, or choose another folder for temporary files in the preferences.", trace(ex));
        } catch (OutOfMemoryError ex) {
            return new Message.Failed("The worker process has no memory left for images.",
                "Choose a smaller batch size, or smaller images.", trace(ex));
        } catch (RuntimeException | LinkageError | StackOverflowError ex) {
            return new Message.Failed("The worker process cannot do the job: " + TorchMessages.firstLine(ex) + ".",
                "Execute the node again; if it happens again, report it with the log.", trace(ex));
        }
    }

    private static String trace(final Throwable throwable) {
        final var text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** On Linux: makes the kernel choose this process, not its parent, when memory runs out. */
    private static void beFirstVictim() {
        final var file = Path.of("/proc/self/oom_score_adj");
        try {
            if (Files.isWritable(file)) {
                Files.writeString(file, "800");
            }
        } catch (IOException ex) {
            System.err.println("[INFO] oom_score_adj not set: " + ex.getMessage());
        }
    }
}
