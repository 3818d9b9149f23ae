// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.job.TrainingConfig.Optimizer;
import org.transferlearning.engine.process.WorkerPool;
import org.transferlearning.engine.process.WorkingFolder;

/**
 * Many jobs, four at a time; users cancel some, and something kills some of the workers. The system property
 * {@code transferlearning.soak} says how many jobs there are.
 */
@Tag("slow")
class SoakTest {

    private static final int JOBS = Integer.getInteger("transferlearning.soak", 24);

    private static final int AT_A_TIME = 4;

    /** How names of threads begin that move the streams of a worker, and how many each worker has. */
    private static final String OF_WORKERS = "Transfer learning: ";

    private static final int THREADS_EACH = 3;

    /** Bytes of the Java heap that the classes and buffers of this test's own may take. */
    private static final long HEAP = 64L << 20;

    /** Of the choice what happens to a job. */
    private static final long SEED = 7;

    @TempDir
    private Path m_folder;

    private final WorkerPool m_pool = new WorkerPool(AT_A_TIME, Duration.ofMinutes(5));

    private final AtomicInteger m_running = new AtomicInteger();

    /** Cancels its job, or kills a worker, at a certain message. */
    private static final class Mishap implements Monitor {

        private final boolean m_mayCancel;

        private final boolean m_mayKill;

        private int m_messagesLeft;

        private boolean m_isCanceled;

        Mishap(final Random random) {
            final var kind = random.nextInt(10);
            m_mayCancel = kind < 2;
            m_mayKill = kind == 2;
            m_messagesLeft = random.nextInt(12);
        }

        @Override
        public void progress(final double fraction, final String message) {
            if (m_messagesLeft-- != 0) {
                return;
            }
            m_isCanceled = m_mayCancel;
            if (m_mayKill) { // perhaps the one of another job, perhaps one without a job
                Workers.processes(ProcessHandle.current()).findAny().ifPresent(ProcessHandle::destroyForcibly);
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

    @Test
    void whateverHappensEveryJobEndsAndNothingIsLeft() throws Exception {
        final var engine = new Engine(Workers.installation(), m_pool);
        final Path session;
        try (var folder = new WorkingFolder("soak")) {
            session = folder.path().getParent();
        }
        final var outcomes = run(engine, JOBS / 4);
        final var threads = threads(n -> !n.startsWith(OF_WORKERS));
        final var heap = heap();
        run(engine, JOBS - JOBS / 4).forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
        System.out.println(JOBS + " jobs: " + outcomes + "; memory of the workers: " + memory());
        assertTrue(heap() < heap + HEAP, "heap: " + heap + " before, " + heap() + " after");
        assertFewThreads(threads);
        final var processes = Workers.processes(ProcessHandle.current()).count();
        assertTrue(processes <= AT_A_TIME, processes + " processes");
        m_pool.close();
        assertEquals(0, Workers.processes(ProcessHandle.current()).count());
        try (var files = Files.list(session)) {
            // what stays with KNIME: two files for locks, and archives that other tests may have made for more jobs
            assertEquals(List.of("memory.lock", "owner.lock"), files.map(f -> f.getFileName().toString())
                .filter(n -> !n.startsWith("networks")).sorted().toList());
        }
        assertTrue(outcomes.containsKey("done"), outcomes.toString());
    }

    /** Apart from workers that are there; threads of those that have just been killed need a moment to end. */
    private static void assertFewThreads(final int before) {
        assertTrue(Patience.comesTrue(() -> threads(n -> n.startsWith(OF_WORKERS)) <= AT_A_TIME * THREADS_EACH
            && threads(n -> !n.startsWith(OF_WORKERS)) <= before + AT_A_TIME), () -> "threads: "
                + Thread.getAllStackTraces().keySet());
    }

    /** The number of threads with such names, but for those that Java has for all and ends when it likes. */
    private static int threads(final Predicate<String> name) {
        final var all = new Thread[1000];
        return (int)Stream.of(all).limit(Thread.enumerate(all)).map(Thread::getName)
            .filter(n -> !n.startsWith("ForkJoinPool.commonPool")).filter(name).count();
    }

    /** How often jobs ended how. */
    private Map<String, Integer> run(final Engine engine, final int jobs) throws Exception {
        final var outcomes = new TreeMap<String, Integer>();
        final var threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            final var calls = new ArrayList<Callable<String>>();
            for (var i = 0; i < jobs; i++) {
                final var number = i;
                calls.add(() -> outcome(engine, number));
            }
            for (var call : threads.invokeAll(calls)) {
                outcomes.merge(call.get(), 1, Integer::sum);
            }
        } finally {
            threads.shutdownNow();
        }
        assertTrue(threads.awaitTermination(1, TimeUnit.HOURS));
        return outcomes;
    }

    /** Fails with anything else than success, cancellation and the message of a killed worker. */
    private String outcome(final Engine engine, final int number) throws IOException {
        final var random = new Random(SEED + number);
        try {
            assertTrue(m_running.incrementAndGet() <= AT_A_TIME);
            doJob(engine, number, random, new Mishap(random));
            return "done";
        } catch (CancellationException ex) { // NOSONAR: one of the outcomes
            return "canceled";
        } catch (EngineException ex) {
            assertEquals("The worker process ended unexpectedly (exit code 137, killed).", ex.getMessage());
            return "killed";
        } finally {
            m_running.decrementAndGet();
        }
    }

    private void doJob(final Engine engine, final int number, final Random random, final Monitor monitor)
        throws EngineException, IOException {
        final var network = Workers.network("tiny.pt");
        switch (random.nextInt(3)) {
            case 0 -> engine.describe(network, Device.CPU, monitor);
            case 1 -> engine.predict(network, Workers.images(40).iterator(), new PredictionConfig(4, Device.CPU),
                monitor, p -> { });
            default -> {
                final var target = m_folder.resolve("trained-" + number + ".pt");
                engine.train(network, Workers.labeled(12, false).iterator(),
                    new TrainingConfig(3, 4, 1e-3, Optimizer.ADAM, 1, Device.CPU), target, monitor, e -> { });
                Files.delete(target);
            }
        }
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Linux tells. */
    private static List<String> memory() {
        return Workers.processes(ProcessHandle.current()).map(p -> {
            try (var lines = Files.lines(Path.of("/proc", Long.toString(p.pid()), "status"))) {
                return lines.filter(l -> l.startsWith("VmRSS:")).map(l -> l.substring(6).strip()).findFirst()
                    .orElse("");
            } catch (IOException ex) { // NOSONAR: another system, or it has just ended
                return "";
            }
        }).toList();
    }
}
