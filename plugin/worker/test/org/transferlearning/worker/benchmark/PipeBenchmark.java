// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.process.WorkerPool;
import org.transferlearning.worker.PipeRun;

/**
 * Measures what the pipes between engine and worker cost: the same images are predicted by an engine, as files and as
 * encoded bytes, and within one process, in turns. Prints the medians as a Markdown table. Arguments: the network's
 * archive, an image, how often to predict it, and the number of rounds. The class path must be that of a worker, with
 * the test classes.
 */
public final class PipeBenchmark {

    private static final int BATCH_SIZE = 16;

    private static final String WITHOUT = "within one process";

    private PipeBenchmark() {
    }

    /**
     * @param args archive, image, number of images, rounds
     * @throws EngineException if the network cannot be run
     * @throws IOException if a file cannot be read
     * @throws InterruptedException if somebody interrupts
     */
    public static void main(final String[] args) throws EngineException, IOException, InterruptedException {
        final var processes = new SpeedProcess();
        final var archive = Path.of(args[0]);
        final var network = new Network(archive, NetworkReader.read(archive).withPreprocessing(Preprocessing.IMAGENET));
        final var count = Integer.parseInt(args[2]);
        final Map<String, List<Double>> measured = new LinkedHashMap<>();
        try (var pool = new WorkerPool(1, Duration.ofMinutes(10))) {
            final var engine = new Engine(processes.installation(), pool);
            final var file = new ImageItem.File(Path.of(args[1]));
            final var bytes = new ImageItem.Encoded(Files.readAllBytes(file.path()));
            predict(engine, network, file, count);
            for (var round = 0; round < Integer.parseInt(args[3]); round++) {
                add(measured, WITHOUT, SpeedProcess.result(SpeedProcess.start(processes.worker(PipeRun.class),
                    List.of(args[0], args[1], args[2], Integer.toString(BATCH_SIZE)))).milliseconds());
                add(measured, "by an engine, files", predict(engine, network, file, count));
                add(measured, "by an engine, encoded images", predict(engine, network, bytes, count));
            }
        }
        System.out.println("| how | time per image, times that within one process |\n|---|---|");
        final var reference = SpeedProcess.median(measured.get(WITHOUT));
        measured.forEach((how, times) -> System.out.printf(Locale.ROOT, "| %s | %.3f |%n", how,
            SpeedProcess.median(times) / reference));
    }

    private static void add(final Map<String, List<Double>> measured, final String how, final double milliseconds) {
        System.err.printf(Locale.ROOT, "%s %.2f%n", how, milliseconds);
        measured.computeIfAbsent(how, k -> new ArrayList<>()).add(milliseconds);
    }

    /** @return milliseconds per image */
    private static double predict(final Engine engine, final Network network, final ImageItem image, final int count)
        throws EngineException, IOException {
        final var start = System.nanoTime();
        engine.predict(network, Collections.nCopies(count, image).iterator(),
            new PredictionConfig(BATCH_SIZE, Device.CPU), Monitor.NONE, p -> { });
        return (System.nanoTime() - start) / 1e6 / count;
    }
}
