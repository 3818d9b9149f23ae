// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.transferlearning.engine.process.WorkerInstallation;
import org.transferlearning.engine.process.WorkerLaunch;
import org.transferlearning.worker.SpeedRun;

/**
 * Compares a worker's speed and memory with those of the same program without its environment variables, and of
 * PyTorch in Python (eager), in turns, and prints the medians as a Markdown table. Arguments: the archive of
 * torchvision's MobileNetV2, the script {@code speed.py}, and the number of rounds; more arguments are environment
 * variables ({@code NAME=VALUE}) of one more way to try. The class path must be that of a worker, with the test
 * classes. Linux only.
 */
public final class SpeedBenchmark {

    private static final String PYTHON = System.getProperty("transferlearning.python", "/usr/bin/python3");

    private static final String WORKER = "worker";

    private final WorkerInstallation m_installation = new WorkerInstallation(WorkerInstallation.currentJava(),
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
            .map(Path::toAbsolutePath).toList(),
        List.of(), WorkerInstallation.defaultCache());

    private final Map<String, ProcessBuilder> m_ways = new LinkedHashMap<>();

    private final Path m_folder = Files.createTempDirectory("speed");

    private SpeedBenchmark(final List<String> more) throws IOException {
        final var script = List.of(PYTHON, "-B");
        m_ways.put(WORKER, launch());
        final var bare = launch();
        final var threads = bare.environment().get("OMP_NUM_THREADS");
        bare.environment().clear();
        bare.environment().put("OMP_NUM_THREADS", threads);
        m_ways.put("worker, plain environment", bare);
        final var python = new ProcessBuilder(script);
        python.environment().put("OMP_NUM_THREADS", threads);
        m_ways.put("PyTorch in Python", python);
        if (!more.isEmpty()) {
            final var other = launch();
            more.forEach(v -> other.environment().put(v.split("=", 2)[0], v.split("=", 2)[1]));
            m_ways.put("worker, " + String.join(" ", more), other);
        }
    }

    private ProcessBuilder launch() {
        return WorkerLaunch.prepare(m_installation, m_folder, SpeedRun.class, List.of());
    }

    /**
     * @param args archive, script, number of rounds, environment variables
     * @throws IOException if a program cannot be started
     * @throws InterruptedException if somebody interrupts
     */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final var benchmark = new SpeedBenchmark(List.of(args).subList(3, args.length));
        System.out.println("| what | batch | how | ms per image | speed, times PyTorch's | peak MB |\n"
            + "|---|---|---|---|---|---|");
        for (var what : List.of("train", "predict")) {
            for (var batch : List.of(16, 32)) {
                benchmark.compare(what, args[0], batch, args[1], Integer.parseInt(args[2]));
            }
        }
    }

    private void compare(final String what, final String archive, final int batch, final String script,
        final int rounds) throws IOException, InterruptedException {
        final Map<String, List<double[]>> measured = new LinkedHashMap<>();
        for (var round = 0; round < rounds; round++) {
            for (var way : m_ways.entrySet()) {
                final var arguments = new ArrayList<String>();
                if (way.getKey().contains("Python")) {
                    arguments.add(script);
                }
                arguments.addAll(List.of(what, archive, Integer.toString(batch)));
                measured.computeIfAbsent(way.getKey(), k -> new ArrayList<>()).add(run(way.getValue(), arguments));
            }
        }
        final var reference = median(measured.get("PyTorch in Python"), 0);
        measured.forEach((way, runs) -> System.out.printf(Locale.ROOT, "| %s | %d | %s | %.1f | %.2f | %.0f |%n", what,
            batch, way, median(runs, 0), reference / median(runs, 0), median(runs, 1)));
    }

    private static double[] run(final ProcessBuilder way, final List<String> arguments)
        throws IOException, InterruptedException {
        final var command = new ArrayList<>(way.command());
        command.addAll(arguments);
        final var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().putAll(way.environment());
        final var process = builder.start();
        final var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + text);
        }
        final var numbers = text.substring(text.lastIndexOf('\n') + 1).split(" ");
        return new double[]{Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])};
    }

    private static double median(final List<double[]> runs, final int column) {
        final var sorted = runs.stream().mapToDouble(r -> r[column]).sorted().toArray();
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }
}
