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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.job.EpochResult;
import org.transferlearning.engine.job.Prediction;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.job.TrainingResult;
import org.transferlearning.engine.process.WorkerPool;
import org.transferlearning.engine.process.WorkerSettings;
import org.transferlearning.engine.process.WorkingFolder;

/** What a worker does when a batch needs more memory than there is. */
class MemoryLimitTest {

    /** Large enough for the memory of a batch to be seen: an input takes 3 MB. */
    private static final Preprocessing LARGE = new Preprocessing(512, 512, Preprocessing.Channels.RGB, 1 / 255.0,
        Preprocessing.IMAGENET.mean(), Preprocessing.IMAGENET.std());

    private static final Pattern REDUCED = Pattern.compile("The batch size was reduced from (\\d+) to (\\d+), because a"
        + " batch of (\\d+) images needs about (\\d+\\.\\d+) GB of memory and (\\d+\\.\\d+) GB are free\\.");

    /** More epochs than any test waits for. */
    private static final int ENDLESS = 1_000_000;

    private static final int ATTEMPTS = 3;

    /** Float32 sums in another order: how they are split among threads depends on the batch. */
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path m_folder;

    private final WorkerPool m_pool = new WorkerPool(2, Duration.ofMinutes(1));

    /** Workers that earlier tests have left, and that wait for jobs. */
    private final Set<ProcessHandle> m_others = Workers.processes(ProcessHandle.current()).collect(Collectors.toSet());

    private List<String> m_notes;

    /** Tells when a job's progress begins in a certain way, and cancels it on request. */
    private static final class Watcher implements Monitor {

        private final String m_text;

        private final CountDownLatch m_seen = new CountDownLatch(1);

        private volatile boolean m_isCanceled;

        private volatile boolean m_cancelsWhenSeen;

        Watcher(final String text) {
            m_text = text;
        }

        @Override
        public void progress(final double fraction, final String message) {
            if (message.startsWith(m_text)) {
                m_isCanceled |= m_cancelsWhenSeen;
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

    @AfterEach
    void end() {
        m_pool.close();
        System.clearProperty(WorkerSettings.MEMORY_PROPERTY);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tooLargeABatchOfPredictionsIsReducedWithTheFigures() throws Exception {
        // 16 images at once, with 0.6 MB of input each
        final var all = predict(usual(), 16);
        assertEquals(List.of(), m_notes);
        limit(25);
        final var some = predict(usual(), 16);
        assertReduced(16, 0.6, "0.02"); // 25 / 1024
        assertClose(all, some);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tooLargeABatchOfATrainingIsReducedWithTheFigures() throws Exception {
        limit(200);
        final var reduced = train(large(), 64, 64);
        m_notes = reduced.notes();
        final var size = assertReduced(64, 3, "0.20"); // 200 / 1024
        System.clearProperty(WorkerSettings.MEMORY_PROPERTY);
        restart();
        final var asked = train(large(), 64, size);
        // the trial has changed nothing: not a bit is different from what that batch size gives without it
        assertEquals(losses(asked), losses(reduced));
        assertSameParameters(asked.network(), reduced.network());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aTrialThatReducesNothingChangesNothing() throws Exception {
        final var network = Workers.network("dropout.pt"); // which needs random numbers
        final var spec = network.spec();
        final var updating = Workers.with(network, spec.withPlan(spec.plan().withUpdating(Set.of("norm"))));
        final var plain = train(updating, 80, 64);
        // 1000 times the input, 3072 bytes for each of 64 images, is 188 MB: with less there is a trial
        limit(160);
        final var withTrial = train(updating, 80, 64);
        assertEquals(List.of(), withTrial.notes());
        assertEquals(losses(plain), losses(withTrial));
        assertSameParameters(plain.network(), withTrial.network());
        assertNotEquals(NetworkReader.tensor(network.archive(), "norm.running_mean"),
            NetworkReader.tensor(plain.network().archive(), "norm.running_mean"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aJobThatCannotFitIsRefusedWithTheFigures() throws Exception {
        limit(1);
        for (var failure : List.of(assertThrows(EngineException.class, () -> predict(large(), 64)),
            assertThrows(EngineException.class, () -> train(large(), 64, 64)))) {
            assertTrue(failure.getMessage().matches("The network \"tiny\" needs about \\d\\.\\d\\d GB of memory for a"
                + " batch of 1 image, and 0\\.00 GB are free\\."), failure.getMessage());
            assertTrue(failure.resolution().startsWith("Close other programs"), failure.resolution());
        }
    }

    @Test
    void predictionGoesOnWithHalfTheBatchWhenMemoryRunsOut() throws Exception {
        // this network cannot take more than 4 images
        final var predictions = predict(Workers.network("greedy.pt"), 16);
        assertEquals(List.of("The batch size was reduced from 16 to 4, because the memory was not sufficient for a"
            + " batch of 16 images."), m_notes);
        assertClose(predict(Workers.network("tiny.pt"), 16), predictions);
    }

    @Test
    void trainingGoesOnWithHalfTheBatchAsIfItHadBeenAskedFor() throws Exception {
        final var greedy = train(Workers.network("greedy.pt"), 20, 16);
        assertEquals(List.of("The batch size was reduced from 16 to 4, because the memory was not sufficient for a"
            + " batch of 16 images."), greedy.notes());
        final var asked = train(Workers.network("greedy.pt"), 20, 4);
        assertEquals(List.of(), asked.notes());
        assertEquals(losses(asked), losses(greedy)); // the steps that failed have changed nothing, in no bit
        assertSameParameters(asked.network(), greedy.network());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @EnabledOnOs(OS.LINUX)
    void ofTwoJobsThatDoNotFitTogetherTheSecondWaitsUntilTheFirstEndsHoweverThatIs(final boolean isKilled)
        throws Exception {
        limit(700); // 64 images take about that or more: as many are trained at once as take between 315 and 630
        final var first = new Watcher("Epoch 2 of");
        final var second = new Watcher("Waiting for memory that other nodes need: a batch of 64 images takes about ");
        final var threads = Executors.newFixedThreadPool(2);
        try {
            final var training = threads.submit(() -> train(large(), 64, 64, ENDLESS, first));
            first.await();
            final var worker = workers().findFirst().orElseThrow();
            assertTrue(reserved(worker) > 300L << 20, () -> "reserved: " + reserved(worker));
            final var waiting = threads.submit(() -> train(large(), 64, 64, 1, second));
            second.await();
            assertFalse(training.isDone());
            if (isKilled) {
                worker.destroyForcibly();
            } else {
                first.cancel();
            }
            // if the batch was reduced at all, then to what it would be alone: 700 / 1024
            assertTrue(Patience.result(waiting).notes().stream()
                .allMatch(n -> n.endsWith(" and 0.68 GB are free.")));
            assertThrows(ExecutionException.class, training::get);
        } finally {
            first.cancel();
            threads.shutdown();
        }
        // what may be kept for the next job is not reserved
        assertTrue(workers().allMatch(w -> reserved(w) == 0));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aJobThatWaitsForMemoryIsCanceledAndItsWorkerStays() throws Exception {
        limit(200);
        final var other = new ProcessBuilder("sleep", "600").start();
        try (var folder = new WorkingFolder("other")) {
            Files.writeString(folder.resolve(Reservations.FILE), other.pid() + " 0 " + (200L << 20));
            // again where a busy computer has kept the worker from answering in time, which ends it
            for (var attempt = 0; attempt < ATTEMPTS && workers().count() == 0; attempt++) {
                final var watcher = new Watcher("Waiting for memory that other nodes need");
                watcher.m_cancelsWhenSeen = true;
                assertThrows(CancellationException.class, () -> train(large(), 64, 64, 1, watcher));
            }
            assertEquals(1, workers().count());
        } finally {
            other.destroyForcibly();
        }
    }

    /** Those of this test. */
    private Stream<ProcessHandle> workers() {
        return Workers.processes(ProcessHandle.current()).filter(w -> !m_others.contains(w));
    }

    /** Bytes. */
    private static long reserved(final ProcessHandle worker) {
        try {
            final var text = Files.readString(Workers.workingFolder(worker).resolve(Reservations.FILE));
            return Long.parseLong(text.split(" ")[2]);
        } catch (NoSuchFileException ex) { // NOSONAR: none
            return 0;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Network usual() throws Exception {
        final var network = Workers.network("tiny.pt");
        return Workers.with(network, network.spec().withPreprocessing(Preprocessing.IMAGENET));
    }

    private static Network large() throws Exception {
        final var network = Workers.network("tiny.pt");
        return Workers.with(network, network.spec().withPreprocessing(LARGE));
    }

    private void limit(final int megabytes) {
        System.setProperty(WorkerSettings.MEMORY_PROPERTY, Integer.toString(megabytes));
        restart();
    }

    /** The next job gets a worker with the properties of now. */
    private void restart() {
        m_pool.endIdle();
    }

    /** The figures of the note are consistent, and the input alone, of so many megabytes, is in them. */
    private int assertReduced(final int asked, final double megabytes, final String free) {
        assertEquals(1, m_notes.size(), m_notes.toString());
        final var note = REDUCED.matcher(m_notes.get(0));
        assertTrue(note.matches(), m_notes.get(0));
        assertEquals(List.of(asked, asked), List.of(Integer.valueOf(note.group(1)), Integer.valueOf(note.group(3))));
        assertTrue(Double.parseDouble(note.group(4)) > asked * megabytes / 1024, m_notes.get(0));
        assertEquals(free, note.group(5));
        final var size = Integer.parseInt(note.group(2));
        assertTrue(size < asked && asked % size == 0, m_notes.get(0));
        return size;
    }

    private List<Prediction> predict(final Network network, final int batchSize) throws Exception {
        final var predictions = new ArrayList<Prediction>();
        m_notes = engine().predict(network, Workers.images(64).iterator(),
            new PredictionConfig(batchSize, Device.CPU), Monitor.NONE, predictions::add);
        return predictions;
    }

    private TrainingResult train(final Network network, final int count, final int batchSize) throws Exception {
        return train(network, count, batchSize, 2, Monitor.NONE);
    }

    private TrainingResult train(final Network network, final int count, final int batchSize, final int epochs,
        final Monitor monitor) throws Exception {
        return engine().train(network,
            Stream.concat(Workers.labeled(count, false), Workers.labeled(10, true)).iterator(),
            new TrainingConfig(epochs, batchSize, 0.01, TrainingConfig.Optimizer.ADAM, 42, Device.CPU),
            Files.createTempFile(m_folder, "net", ".pt"), monitor, e -> { });
    }

    private Engine engine() throws Exception {
        return new Engine(Workers.installation(), m_pool);
    }

    private static void assertClose(final List<Prediction> expected, final List<Prediction> actual) {
        assertEquals(expected.size(), actual.size());
        for (var i = 0; i < expected.size(); i++) {
            assertEquals(i, actual.get(i).index());
            assertArrayEquals(expected.get(i).values(), actual.get(i).values(), TOLERANCE);
        }
    }

    private static List<Double> losses(final TrainingResult result) {
        return result.history().stream().map(EpochResult::trainingLoss).toList();
    }

    private static void assertSameParameters(final Network expected, final Network actual) throws Exception {
        for (var name : NetworkReader.tensorNames(expected.archive())) {
            assertEquals(NetworkReader.tensor(expected.archive(), name),
                NetworkReader.tensor(actual.archive(), name), name);
        }
    }
}
