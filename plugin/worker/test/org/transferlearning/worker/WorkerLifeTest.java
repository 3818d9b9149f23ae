// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.job.TrainingConfig.Optimizer;
import org.transferlearning.engine.process.WorkerInstallation;
import org.transferlearning.engine.process.WorkerPool;

/** However a worker ends, nothing is left of it, and its user knows why. */
@Tag("slow")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class WorkerLifeTest {

    private static final int ATTEMPTS = 3;

    /** Seconds from start to end of a Java program that does nothing, on a usual computer. */
    private static final double USUAL_START = 0.4;

    @TempDir
    private Path m_folder;

    private final WorkerPool m_pool = new WorkerPool(1, Duration.ofMinutes(1));

    /** Set while a worker runs. */
    private ProcessHandle m_worker;

    private Path m_workerFolder;

    private volatile boolean m_isCanceled;

    private volatile long m_canceledAt;

    /** Does something when the worker's progress has a certain text, once. */
    private final class Watcher implements Monitor {

        private final String m_text;

        private final Runnable m_action;

        private boolean m_isDone;

        Watcher(final String text, final Runnable action) {
            m_text = text;
            m_action = action;
        }

        @Override
        public void progress(final double fraction, final String message) {
            if (!m_isDone && message.contains(m_text)) {
                m_isDone = true;
                findWorker();
                m_action.run();
            }
        }

        @Override
        public boolean isCanceled() {
            return m_isCanceled;
        }
    }

    @BeforeEach
    void startWithoutWorkers() {
        WorkerPool.shared().endIdle(); // of other tests
    }

    @AfterEach
    void nothingIsLeft() {
        m_pool.close();
        if (m_worker != null) {
            assertFalse(m_worker.isAlive());
            assertFalse(Files.exists(m_workerFolder), "working folder of the worker");
            assertFalse(Files.exists(Path.of(System.getProperty("java.io.tmpdir"), "hsperfdata_"
                + System.getProperty("user.name"), Long.toString(m_worker.pid()))), "counters of the virtual machine");
        }
        assertEquals(0, Workers.processes(ProcessHandle.current()).count());
    }

    @Test
    void aWorkerThatIsKilledInMidEpochIsReportedAndTheNextJobWorks() throws Exception {
        final var failure = assertThrows(EngineException.class,
            () -> train(new Watcher("Epoch 2 of", () -> m_worker.destroyForcibly())));
        // nothing after it: the worker had nothing to say, not even that it found no GPU
        assertEquals("The worker process ended unexpectedly (exit code 137, killed).", failure.getMessage());
        assertFalse(Files.exists(m_folder.resolve("trained.pt")));
        final var report = Files.readString(Workers.crashReport(failure));
        assertTrue(report.startsWith(failure.getMessage()), report);
        assertTrue(report.contains("Job: Train[network=RunnableNetwork[name=tiny,"), report);
        assertTrue(report.contains("Last progress: Epoch 2 of"), report);
        assertTrue(report.contains("OMP_NUM_THREADS="), report);
        describe("tiny.pt", Monitor.NONE);
    }

    @Test
    void cancelingInMidEpochEndsWithinTwoSeconds() throws Exception {
        assertCanceled(() -> train(new Watcher("Epoch 2 of", this::cancel)));
        assertFalse(Files.exists(m_folder.resolve("trained.pt")));
    }

    @Test
    void cancelingWhileALibraryOrNetworkIsLoadedEndsWithinTwoSeconds() throws Exception {
        assertCanceled(() -> train(new Watcher("Starting PyTorch", this::cancel)));
        assertCanceled(() -> train(new Watcher("Loading the network", this::cancel)));
    }

    @Test
    void cancelingAPredictionEndsWithinTwoSeconds() throws Exception {
        final var images = Stream.iterate(0, i -> i + 1).map(i -> Workers.image(i % 8)).iterator();
        assertCanceled(() -> predict(images, new Watcher("Predicted", this::cancel)));
    }

    @Test
    void cancelingNativeCodeThatNeverReturnsEndsWithinTwoSeconds() throws Exception {
        assertCanceled(() -> describe("endless.pt", new Watcher("Loading", this::cancel)));
    }

    @Test
    void anInterruptDoesNotEndAJobAndIsKept() throws Exception {
        describe("tiny.pt", new Watcher("Loading", Thread.currentThread()::interrupt));
        assertTrue(Thread.interrupted());
    }

    @Test
    void anExceptionOfTheUsersOwnEndsTheWorker() {
        final var broken = new Iterator<ImageItem>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public ImageItem next() {
                findWorker();
                throw new IllegalStateException("the table is gone");
            }
        };
        assertEquals("the table is gone",
            assertThrows(IllegalStateException.class, () -> predict(broken, Monitor.NONE)).getMessage());
    }

    @Test
    void aWorkerEndsOnSomethingElseThanMessages() throws Exception {
        final var process = new ProcessBuilder(WorkerInstallation.currentJava().toString(), "-cp",
            System.getProperty("java.class.path"), Main.class.getName()).start();
        try (var out = process.getOutputStream()) {
            out.write("Hello, world".getBytes(StandardCharsets.US_ASCII));
        }
        assertEquals("[ERROR] The engine's messages cannot be read: The stream holds 0x48656C6C where a message should"
            + " start",
            new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        assertEquals(2, process.waitFor());
    }

    @Test
    void aWorkerEndsWithItsParentEvenInNativeCodeAndLeavesNothing() throws Exception {
        final var parent = new ProcessBuilder(WorkerParent.command()).redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
        final ProcessHandle worker;
        final Path folder;
        try (var lines = new BufferedReader(new InputStreamReader(parent.getInputStream()))) {
            lines.lines().filter(WorkerParent.READY::equals).findFirst().orElseThrow();
            worker = Workers.processes(parent.toHandle()).findFirst().orElseThrow();
            folder = Workers.workingFolder(worker);
        } finally {
            parent.destroyForcibly();
        }
        assertTrue(Patience.comesTrue(() -> Workers.hasEnded(worker)), "the worker lives");
        assertFalse(Files.exists(folder.getParent()), "temporary folder of the parent");
    }

    private void cancel() {
        m_isCanceled = true;
        m_canceledAt = System.nanoTime();
    }

    /** The best of some attempts, which other processes may disturb. */
    private void assertCanceled(final Executable job) throws Exception {
        var seconds = Double.POSITIVE_INFINITY;
        for (var attempt = 0; attempt < ATTEMPTS && seconds >= 2; attempt++) {
            m_isCanceled = false;
            assertThrows(CancellationException.class, job);
            seconds = Math.min(seconds, (System.nanoTime() - m_canceledAt) / 1e9);
        }
        final var limit = seconds < 2 ? 2 : 2 * slowness();
        assertTrue(seconds < limit, "canceled after " + seconds + " s, the limit for this computer is " + limit);
    }

    /** How often longer than usual this computer needs now to start and end a process; at least 1. */
    private static double slowness() throws Exception {
        final var start = System.nanoTime();
        assertEquals(0, new ProcessBuilder(WorkerInstallation.currentJava().toString(), "-version")
            .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor());
        return Math.max(1, (System.nanoTime() - start) / 1e9 / USUAL_START);
    }

    private void train(final Monitor monitor) throws EngineException, IOException {
        // so many epochs that it does not end by itself
        engine().train(Workers.network("tiny.pt"), Workers.labeled(40, false).iterator(),
            new TrainingConfig(1_000_000, 4, 1e-6, Optimizer.SGD, 1, Device.CPU), m_folder.resolve("trained.pt"),
            monitor, e -> { });
    }

    private void predict(final Iterator<ImageItem> images, final Monitor monitor)
        throws EngineException, IOException {
        engine().predict(Workers.network("tiny.pt"), images, new PredictionConfig(4, Device.CPU), monitor,
            p -> { });
    }

    private void describe(final String network, final Monitor monitor) throws EngineException, IOException {
        engine().describe(Workers.network(network), Device.CPU, monitor);
    }

    private Engine engine() throws IOException {
        return new Engine(Workers.installation(), m_pool);
    }

    private void findWorker() {
        m_worker = Workers.processes(ProcessHandle.current()).findFirst().orElseThrow();
        m_workerFolder = Workers.workingFolder(m_worker);
    }
}
