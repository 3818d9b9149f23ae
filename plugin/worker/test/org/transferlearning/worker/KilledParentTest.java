// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.job.TrainingConfig.Optimizer;
import org.transferlearning.engine.process.WorkerPool;

/**
 * A process with up to four workers is killed again and again, whatever it is doing. Its folder for temporary files has
 * a name that needs care.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class KilledParentTest {

    private static final int TIMES = Math.max(5, Integer.getInteger("transferlearning.soak", 0) / 20);

    private static final int AT_A_TIME = 4;

    /** Of the moments. */
    private static final long SEED = 11;

    @TempDir
    private Path m_folder;

    @Test
    void noWorkerAndNoFileOutlivesItsParentWheneverItIsKilled() throws Exception {
        final var folder = Files.createDirectory(temporaryFiles());
        final var random = new Random(SEED);
        var seen = 0;
        for (var i = 0; i < TIMES; i++) {
            final var parent = start(folder, Integer.MAX_VALUE, "killed" + i);
            try (var lines = parent.inputReader()) {
                for (var left = random.nextInt(60); left > 0; left--) {
                    lines.readLine();
                }
                parent.destroyForcibly().waitFor();
            } finally {
                parent.destroyForcibly();
            }
            seen += workers(folder).size();
            assertNoWorker(folder);
        }
        assertTrue(seen > 0, "never was there a worker");
        final var last = start(folder, 1, "last"); // removes what no worker could
        try (var lines = last.inputReader()) {
            assertEquals("done", lines.lines().reduce((before, line) -> line).orElseThrow());
        }
        assertEquals(0, last.waitFor());
        // a worker that was just being started when its parent was killed starts before it notices, and then removes
        // what the last process could not
        assertNoWorker(folder);
        assertTrue(Patience.comesTrue(() -> files(folder).isEmpty()), () -> files(folder).toString());
    }

    /** With an umlaut, where names of files may have some: with LC_ALL=C, Java knows ASCII only. */
    private Path temporaryFiles() {
        try {
            return m_folder.resolve("Temporäre Dateien");
        } catch (InvalidPathException ex) { // NOSONAR: see above
            return m_folder.resolve("Temporary Files");
        }
    }

    private static void assertNoWorker(final Path folder) {
        assertTrue(Patience.comesTrue(() -> workers(folder).isEmpty()), () -> workers(folder).toString());
    }

    private static List<Path> files(final Path folder) {
        try (var files = Files.walk(folder)) {
            return files.skip(1).toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private Process start(final Path folder, final int jobs, final String name) throws IOException {
        final var command = new ArrayList<>(WorkerParent.command());
        command.set(command.size() - 1, Parent.class.getName());
        command.add(1, "-Djava.io.tmpdir=" + folder);
        command.add(Integer.toString(jobs));
        command.add(Files.createDirectory(m_folder.resolve(name)).toString());
        final var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LC_ALL", "C.UTF-8"); // else Java cannot use such a folder
        return builder.start();
    }

    /** Those that live and run in the folder; /proc tells it, whatever the length of their command lines. */
    private static List<ProcessHandle> workers(final Path folder) {
        return ProcessHandle.allProcesses().filter(p -> {
            try {
                return Files.readSymbolicLink(Path.of("/proc", Long.toString(p.pid()), "cwd")).startsWith(folder);
            } catch (IOException ex) { // NOSONAR: it has just ended
                return false;
            }
        }).toList();
    }

    /** The process: as many jobs as it is told, in each of four threads. */
    static final class Parent {

        private Parent() {
        }

        /**
         * @param arguments the number of jobs, and a folder for what they make
         * @throws Exception if a job fails
         */
        public static void main(final String[] arguments) throws Exception {
            final var threads = Executors.newFixedThreadPool(AT_A_TIME);
            final var calls = new ArrayList<Callable<Void>>();
            try (var pool = new WorkerPool(AT_A_TIME, Duration.ofMinutes(1))) {
                final var engine = new Engine(Workers.installation(), pool);
                for (var i = 0; i < AT_A_TIME; i++) {
                    final var file = Path.of(arguments[1], i + ".pt");
                    calls.add(() -> {
                        for (var left = Integer.parseInt(arguments[0]); left > 0; left--) {
                            doJobs(engine, file);
                        }
                        return null;
                    });
                }
                for (var call : threads.invokeAll(calls)) {
                    call.get();
                }
            }
            threads.shutdown();
            System.out.println("done");
        }

        private static void doJobs(final Engine engine, final Path file) throws Exception {
            final var monitor = new Monitor() {
                @Override
                public void progress(final double fraction, final String message) {
                    System.out.println(message);
                }

                @Override
                public boolean isCanceled() {
                    return false;
                }
            };
            final var network = Workers.network("tiny.pt");
            engine.predict(network, Workers.images(40).iterator(), new PredictionConfig(4, Device.CPU), monitor,
                p -> { });
            engine.train(network, Workers.labeled(12, false).iterator(),
                new TrainingConfig(3, 4, 1e-3, Optimizer.ADAM, 1, Device.CPU), file, monitor, e -> { });
            Files.delete(file);
        }
    }
}
