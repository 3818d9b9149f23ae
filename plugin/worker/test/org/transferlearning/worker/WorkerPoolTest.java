// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.job.Description;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.job.TrainingConfig.Optimizer;
import org.transferlearning.engine.process.WorkerInstallation;
import org.transferlearning.engine.process.WorkerPool;

/** Workers stay for the next job, are never too many, and nobody sees that a job before had the same one. */
@Tag("slow")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class WorkerPoolTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    /** More than any test waits for. */
    private static final int ENDLESS = 1_000_000;

    /** For what a busy computer may prevent. */
    private static final int ATTEMPTS = 3;

    @TempDir
    private Path m_folder;

    private final ExecutorService m_threads = Executors.newCachedThreadPool();

    private WorkerPool m_pool;

    /** Tells when a job's progress has a certain text, and cancels it on request. */
    private static final class Watcher implements Monitor {

        private final String m_text;

        private final CountDownLatch m_seen = new CountDownLatch(1);

        private final List<String> m_messages = new CopyOnWriteArrayList<>();

        private volatile boolean m_isCanceled;

        Watcher(final String text) {
            m_text = text;
        }

        @Override
        public void progress(final double fraction, final String message) {
            m_messages.add(message);
            if (message.contains(m_text)) {
                m_seen.countDown();
            }
        }

        @Override
        public boolean isCanceled() {
            return m_isCanceled;
        }

        void await() throws InterruptedException {
            assertTrue(Patience.opens(m_seen), m_text);
        }

        void cancel() {
            m_isCanceled = true;
        }
    }

    @BeforeEach
    void startWithoutWorkers() {
        WorkerPool.shared().endIdle(); // of other tests
    }

    @AfterEach
    void noWorkerIsLeft() {
        m_pool.close();
        m_threads.shutdownNow();
        assertEquals(List.of(), pids());
    }

    @Test
    void aWorkerStaysForTheNextJobOfAnyKind() throws Exception {
        final var engine = engine(1, LONG);
        describe(engine, Monitor.NONE);
        final var first = pids();
        assertEquals(1, first.size());
        predict(engine);
        train(engine, 1, "trained.pt", Monitor.NONE);
        assertEquals(first, pids());
    }

    @Test
    void aWorkerWithoutAJobEndsAfterItsTime() throws Exception {
        final var folders = new HashMap<ProcessHandle, Path>();
        describe(engine(1, Duration.ofSeconds(1)), new Monitor() {
            @Override
            public void progress(final double fraction, final String message) { // later it could have ended already
                Workers.processes(ProcessHandle.current()).forEach(w -> folders.put(w, Workers.workingFolder(w)));
            }

            @Override
            public boolean isCanceled() {
                return false;
            }
        });
        assertEquals(1, folders.size());
        assertTrue(Patience.comesTrue(() -> folders.keySet().stream().allMatch(Workers::hasEnded)), "the worker lives");
        assertTrue(Patience.comesTrue(() -> folders.values().stream().noneMatch(Files::exists)), folders::toString);
    }

    @Test
    void withoutAnIdleTimeAWorkerEndsWithItsJob() throws Exception {
        describe(engine(1, Duration.ZERO), Monitor.NONE);
        assertEquals(List.of(), pids());
    }

    @Test
    void aWorkerWithOtherFilesEndsWhereThereIsNoRoomForBoth() throws Exception {
        final var engine = engine(1, LONG);
        describe(engine, Monitor.NONE);
        final var first = pids();
        final var usual = Workers.installation();
        final var classPath = new ArrayList<>(usual.classPath());
        classPath.add(m_folder);
        describe(new Engine(new WorkerInstallation(usual.java(), classPath, usual.nativeJars(), usual.cache()), m_pool),
            Monitor.NONE);
        assertEquals(1, pids().size());
        assertNotEquals(first, pids());
    }

    @Test
    void aCanceledJobLeavesItsWorkerAndAFailedOneDoesNot() throws Exception {
        final var engine = engine(1, LONG);
        final var first = cancelATraining(engine);
        describe(engine, Monitor.NONE);
        assertEquals(first, pids());
        assertThrows(EngineException.class,
            () -> engine.describe(Workers.network("tiny.pt"), new Device(Device.Kind.GPU, 99), Monitor.NONE));
        assertEquals(List.of(), pids());
    }

    @Test
    void aJobWaitsForAWorkerAndSaysSo() throws Exception {
        final var engine = engine(1, LONG);
        final var running = new Watcher("Epoch 2 of");
        final var training = train(engine, running);
        running.await();
        final var waiting = new Watcher("Waiting for the worker process");
        final var description = m_threads.submit(() -> describe(engine, waiting));
        waiting.await();
        assertEquals(1, pids().size());
        running.cancel();
        assertCanceled(training);
        Patience.result(description);
    }

    @Test
    void aWaitingJobIsCanceledAndTheOthersKeepTheirOrder() throws Exception {
        final var engine = engine(1, LONG);
        final var running = new Watcher("Epoch 2 of");
        final var training = train(engine, running);
        running.await();
        final var order = new CopyOnWriteArrayList<Integer>();
        final var waiting = new ArrayList<Watcher>();
        final var jobs = new ArrayList<Future<?>>();
        for (var i = 0; i < 4; i++) {
            final var number = i;
            final var watcher = new Watcher("Waiting for");
            waiting.add(watcher);
            jobs.add(m_threads.submit(() -> {
                describe(engine, watcher);
                order.add(number);
                return null;
            }));
            watcher.await();
        }
        waiting.get(1).cancel();
        assertCanceled(jobs.get(1));
        assertFalse(training.isDone());
        running.cancel();
        assertCanceled(training);
        for (var i : List.of(0, 2, 3)) {
            Patience.result(jobs.get(i));
        }
        assertEquals(List.of(0, 2, 3), order);
    }

    @Test
    void thereAreNeverMoreWorkersThanAllowed() throws Exception {
        final var engine = engine(2, LONG);
        final var running = List.of(new Watcher("Epoch 2 of"), new Watcher("Epoch 2 of"));
        final var jobs = new ArrayList<Future<?>>();
        for (var watcher : running) {
            jobs.add(train(engine, watcher));
            watcher.await();
        }
        final var third = new Watcher("Waiting for one of 2 worker processes");
        final var waiting = m_threads.submit(() -> describe(engine, third));
        third.await();
        assertEquals(2, pids().size());
        running.get(0).cancel();
        assertCanceled(jobs.get(0));
        Patience.result(waiting);
        assertEquals(2, pids().size());
        running.get(1).cancel();
        assertCanceled(jobs.get(1));
    }

    /** "Same" is bit by bit: of the trained network's file, and of the predictions. */
    @Test
    void aUsedWorkerGivesTheSameAsAFreshOne() throws Exception {
        final var engine = engine(1, LONG);
        final var fresh = train(engine, 3, "fresh.pt", Monitor.NONE);
        final var freshPredictions = predict(engine);
        final var first = cancelATraining(engine);
        assertArrayEquals(fresh, train(engine, 3, "used.pt", Monitor.NONE));
        assertEquals(freshPredictions, predict(engine));
        assertEquals(first, pids());
        m_pool.endIdle();
        assertArrayEquals(fresh, train(engine, 3, "fresh again.pt", Monitor.NONE));
        assertEquals(freshPredictions, predict(engine));
    }

    @Test
    void fourAtATimeGiveTheSameAsOneAlone() throws Exception {
        final var engine = engine(4, LONG);
        final var alone = train(engine, 3, "alone.pt", Monitor.NONE);
        final var started = new CountDownLatch(4);
        final var jobs = new ArrayList<Callable<byte[]>>();
        for (var i = 0; i < 4; i++) {
            final var name = "together" + i + ".pt";
            jobs.add(() -> {
                started.countDown();
                started.await();
                return train(engine, 3, name, Monitor.NONE);
            });
        }
        for (var job : m_threads.invokeAll(jobs)) {
            assertArrayEquals(alone, job.get());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aWorkerIsTheKernelsFirstChoiceWhenMemoryRunsOut() throws Exception {
        describe(engine(1, LONG), Monitor.NONE);
        final var adjustment = Path.of("/proc", Long.toString(pids().get(0)), "oom_score_adj");
        final var own = Path.of("/proc/self/oom_score_adj");
        assertTrue(Integer.parseInt(Files.readString(adjustment).strip()) > Integer
            .parseInt(Files.readString(own).strip()));
    }

    private Engine engine(final int size, final Duration idle) throws IOException {
        m_pool = new WorkerPool(size, idle);
        return new Engine(Workers.installation(), m_pool);
    }

    private static List<Long> pids() {
        return Workers.processes(ProcessHandle.current()).map(ProcessHandle::pid).toList();
    }

    private static Description describe(final Engine engine, final Monitor monitor)
        throws EngineException, IOException {
        return engine.describe(Workers.network("tiny.pt"), Device.CPU, monitor);
    }

    private static List<String> predict(final Engine engine) throws EngineException, IOException {
        final var predictions = new ArrayList<String>();
        engine.predict(Workers.network("tiny.pt"), Workers.images(6).iterator(), new PredictionConfig(4, Device.CPU),
            Monitor.NONE, p -> predictions.add(Arrays.toString(p.values())));
        return predictions;
    }

    /**
     * Cancels a training in its middle. A worker that does not answer in a second and a half is ended, which says more
     * about the computer than about the worker: then it is tried again.
     *
     * @return the number of the worker that did it, which should have stayed
     */
    private List<Long> cancelATraining(final Engine engine) throws Exception {
        var worker = List.<Long>of();
        for (var attempt = 0; attempt < ATTEMPTS && (attempt == 0 || !worker.equals(pids())); attempt++) {
            final var watcher = new Watcher("Epoch 2 of");
            final var training = train(engine, watcher);
            watcher.await();
            worker = pids();
            watcher.cancel();
            assertCanceled(training);
        }
        return worker;
    }

    /** Trains in a thread of its own until it is canceled. */
    private Future<?> train(final Engine engine, final Watcher watcher) {
        return m_threads.submit(() -> train(engine, ENDLESS, "endless-" + watcher.hashCode() + ".pt", watcher));
    }

    private byte[] train(final Engine engine, final int epochs, final String file, final Monitor monitor)
        throws EngineException, IOException {
        final var target = m_folder.resolve(file);
        engine.train(Workers.network("tiny.pt"), Workers.labeled(24, false).iterator(),
            new TrainingConfig(epochs, 4, 1e-3, Optimizer.ADAM, 1, Device.CPU), target, monitor, e -> { });
        return Files.readAllBytes(target);
    }

    private static void assertCanceled(final Future<?> job) {
        final var failure = assertThrows(Exception.class, () -> Patience.result(job));
        assertTrue(failure.getCause() instanceof CancellationException, failure.toString());
    }
}
