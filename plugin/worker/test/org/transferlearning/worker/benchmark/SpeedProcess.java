// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.NetworkWriter;
import org.transferlearning.engine.process.WorkerInstallation;
import org.transferlearning.engine.process.WorkerLaunch;
import org.transferlearning.worker.SpeedRun;

/** Processes that measure a network's speed: programs that are started as a worker is, and {@code speed.py}. */
final class SpeedProcess {

    private static final String PYTHON = System.getProperty("transferlearning.python", "/usr/bin/python3");

    /** OpenMP's variable, which a worker and Python share in all comparisons. */
    private static final String THREADS = "OMP_NUM_THREADS";

    private final WorkerInstallation m_installation = WorkerLaunch.installation();

    private final Path m_folder = Files.createTempDirectory("speed");

    /**
     * What a process has measured.
     *
     * @param milliseconds per image
     * @param megabytes the most memory that the process has had
     */
    record Result(double milliseconds, double megabytes) {

        /** @return the median of each of the numbers */
        static Result median(final List<Result> results) {
            return new Result(SpeedProcess.median(results.stream().map(Result::milliseconds).toList()),
                SpeedProcess.median(results.stream().map(Result::megabytes).toList()));
        }
    }

    /** @throws IOException if there is no room for temporary files */
    SpeedProcess() throws IOException { // creates the folder
    }

    static double median(final List<Double> values) {
        final var sorted = values.stream().sorted().toList();
        return (sorted.get(sorted.size() / 2) + sorted.get((sorted.size() - 1) / 2)) / 2;
    }

    /** @return a worker's files */
    WorkerInstallation installation() {
        return m_installation;
    }

    /**
     * @param main a program
     * @return it, as a worker is started
     */
    ProcessBuilder worker(final Class<?> main) {
        return WorkerLaunch.prepare(m_installation, m_folder, main, List.of());
    }

    /** @return {@link SpeedRun} as a worker is started */
    ProcessBuilder worker() {
        return worker(SpeedRun.class);
    }

    /** @return {@link SpeedRun} with no environment but the number of threads */
    ProcessBuilder plainWorker() {
        final var worker = worker();
        worker.environment().keySet().retainAll(List.of(THREADS));
        return worker;
    }

    /**
     * @param script {@code speed.py}
     * @return it, with no environment but the number of threads
     */
    ProcessBuilder python(final String script) {
        final var python = new ProcessBuilder(PYTHON, "-B", script);
        python.environment().clear();
        python.environment().putAll(plainWorker().environment());
        return python;
    }

    /**
     * @param archive a network's
     * @return that with which the engine lets a worker predict
     * @throws EngineException if it cannot be folded
     * @throws IOException if it cannot be read or written
     */
    String folded(final String archive) throws EngineException, IOException {
        final var folded = m_folder.resolve("folded.pt");
        if (!NetworkWriter.fold(Path.of(archive), folded)) {
            throw new EngineException("There is nothing to fold.", "Choose a network with batch norms.");
        }
        return folded.toString();
    }

    /**
     * Starts a process.
     *
     * @param way how
     * @param arguments more of them
     * @return the process
     * @throws IOException if it cannot be started
     */
    static Process start(final ProcessBuilder way, final List<String> arguments) throws IOException {
        final var command = new ArrayList<>(way.command());
        command.addAll(arguments);
        final var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().putAll(way.environment());
        return builder.start();
    }

    /**
     * Waits for a process.
     *
     * @param process the process
     * @return what it printed last, in words
     * @throws IOException if it failed
     * @throws InterruptedException if somebody interrupts
     */
    static List<String> end(final Process process) throws IOException, InterruptedException {
        final var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip().lines()
            .collect(Collectors.toList());
        if (process.waitFor() != 0) {
            throw new IOException(process.info() + " failed: " + lines);
        }
        return lines.isEmpty() ? List.of() : List.of(lines.get(lines.size() - 1).split(" "));
    }

    /**
     * Waits for a process that measures.
     *
     * @param process the process
     * @return what it measured
     * @throws IOException if it failed
     * @throws InterruptedException if somebody interrupts
     */
    static Result result(final Process process) throws IOException, InterruptedException {
        final var numbers = end(process);
        return new Result(Double.parseDouble(numbers.get(0)), Double.parseDouble(numbers.get(1)));
    }
}
