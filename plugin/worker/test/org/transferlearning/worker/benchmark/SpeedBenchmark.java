// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.transferlearning.engine.EngineException;
import org.transferlearning.worker.benchmark.SpeedProcess.Result;

/**
 * Compares a worker's speed and memory with those of the same program without its environment variables, and of
 * PyTorch in Python (eager), in turns, and prints the medians as a Markdown table. Arguments: the archive of
 * torchvision's MobileNetV2, the script {@code speed.py}, and the number of rounds. The class path must be that of a
 * worker, with the test classes. Linux only.
 */
public final class SpeedBenchmark {

    private static final String SECONDS = "10";

    private SpeedBenchmark() {
    }

    /**
     * @param args archive, script, number of rounds
     * @throws EngineException if the network cannot be folded
     * @throws IOException if a program cannot be started
     * @throws InterruptedException if somebody interrupts
     */
    public static void main(final String[] args) throws EngineException, IOException, InterruptedException {
        final var processes = new SpeedProcess();
        final var python = processes.python(args[1]);
        final var folded = processes.folded(args[0]);
        final Map<String, ProcessBuilder> ways = new LinkedHashMap<>();
        ways.put("worker", processes.worker());
        ways.put("worker, plain environment", processes.plainWorker());
        ways.put("PyTorch in Python", python);
        System.out.println("| what | batch | how | speed, times PyTorch's | peak memory, times PyTorch's |\n"
            + "|---|---|---|---|---|");
        for (var what : List.of("train", "predict")) {
            for (var batch : List.of("16", "32")) {
                final Map<ProcessBuilder, Result> measured = measure(ways.values(),
                    way -> List.of(what, what.equals("predict") && way != python ? folded : args[0], batch,
                        SECONDS),
                    Integer.parseInt(args[2]));
                final var reference = measured.get(python);
                ways.forEach((name, way) -> System.out.printf(Locale.ROOT, "| %s | %s | %s | %.2f | %.2f |%n", what,
                    batch, name, reference.milliseconds() / measured.get(way).milliseconds(),
                    measured.get(way).megabytes() / reference.megabytes()));
            }
        }
    }

    private static Map<ProcessBuilder, Result> measure(final Iterable<ProcessBuilder> ways,
        final Function<ProcessBuilder, List<String>> arguments, final int rounds)
        throws IOException, InterruptedException {
        final Map<ProcessBuilder, List<Result>> measured = new LinkedHashMap<>();
        for (var round = 0; round < rounds; round++) {
            for (var way : ways) {
                measured.computeIfAbsent(way, k -> new ArrayList<>())
                    .add(SpeedProcess.result(SpeedProcess.start(way, arguments.apply(way))));
            }
        }
        final Map<ProcessBuilder, Result> medians = new LinkedHashMap<>();
        measured.forEach((way, results) -> medians.put(way, Result.median(results)));
        return medians;
    }
}
