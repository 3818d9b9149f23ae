// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.process.WorkerInstallation;
import org.transferlearning.engine.process.WorkerLaunch;
import org.transferlearning.engine.process.WorkerPool;

/**
 * Measures what a job takes beside its computation: predicts one image again and again, first each time in a new
 * worker, then in one that stays, and prints milliseconds and the worker's memory as a Markdown table. Arguments: the
 * network's archive, an image, and the number of jobs. The class path must hold the engine, the worker, its libraries
 * and the native library, as a worker's does.
 */
public final class WorkerStartBenchmark {

    private final WorkerInstallation m_installation = WorkerLaunch.installation();

    private final Network m_network;

    private final Path m_image;

    private WorkerStartBenchmark(final Path archive, final Path image) throws EngineException, IOException {
        m_network = new Network(archive, NetworkReader.read(archive).withPreprocessing(Preprocessing.IMAGENET));
        m_image = image;
    }

    /**
     * @param args archive, image, number of jobs
     * @throws EngineException if a prediction fails
     * @throws IOException if a file cannot be read
     */
    public static void main(final String[] args) throws EngineException, IOException {
        final var benchmark = new WorkerStartBenchmark(Path.of(args[0]), Path.of(args[1]));
        final var jobs = Integer.parseInt(args[2]);
        System.out.println("| worker | job | first | median | slowest | its memory |\n|---|---|---|---|---|---|");
        benchmark.measure("new for each job", Duration.ZERO, jobs);
        benchmark.measure("stays", Duration.ofMinutes(1), jobs);
    }

    private void measure(final String worker, final Duration idle, final int jobs)
        throws EngineException, IOException {
        try (var pool = new WorkerPool(1, idle)) {
            final var engine = new Engine(m_installation, pool);
            final var describe = new double[jobs];
            final var predict = new double[jobs];
            for (var i = 0; i < jobs; i++) {
                final var start = System.nanoTime();
                engine.describe(m_network, Device.CPU, Monitor.NONE);
                final var between = System.nanoTime();
                engine.predict(m_network, List.<ImageItem>of(new ImageItem.File(m_image)).iterator(),
                    new PredictionConfig(1, Device.CPU), Monitor.NONE, p -> { });
                describe[i] = (between - start) / 1e6;
                predict[i] = (System.nanoTime() - between) / 1e6;
            }
            print(worker, "load and run once", describe);
            print(worker, "predict one image", predict);
        }
    }

    private static void print(final String worker, final String job, final double[] milliseconds) throws IOException {
        final var sorted = milliseconds.clone();
        Arrays.sort(sorted);
        System.out.println(String.format(Locale.ROOT, "| %s | %s | %.0f ms | %.0f ms | %.0f ms | %s |", worker, job,
            milliseconds[0], sorted[sorted.length / 2], sorted[sorted.length - 1], memory()));
    }

    /** Of the first child process; Linux tells. */
    private static String memory() throws IOException {
        final var child = ProcessHandle.current().children().findFirst();
        final var status = child.map(c -> Path.of("/proc", Long.toString(c.pid()), "status")).orElse(Path.of(""));
        if (!Files.isReadable(status) || Files.isDirectory(status)) {
            return "";
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(l -> l.startsWith("VmRSS:")).map(l -> l.substring(6).strip()).findFirst().orElse("");
        }
    }
}
