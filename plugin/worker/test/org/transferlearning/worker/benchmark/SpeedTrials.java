// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.transferlearning.engine.EngineException;
import org.transferlearning.worker.SpeedRun;
import org.transferlearning.worker.benchmark.SpeedProcess.Result;

/**
 * Compares a worker with itself with one thing done otherwise, each in turns with the worker as it is, and prints a
 * Markdown table of how many times as fast it is then, and how many times as much memory it takes: medians. Arguments:
 * the archive of torchvision's MobileNetV2, the number of rounds, and, if not all is to be tried, words of the names of
 * what is. The class path must be that of a worker, with the test classes. Linux only.
 */
public final class SpeedTrials {

    private static final String SECONDS = "4";

    /** The table's columns of what can be said of a network that can only predict. */
    private static final Set<Integer> PREDICTING = Set.of(2, 4);

    private static final String UNFOLDED = "batch norms not folded into convolutions";

    private final SpeedProcess m_processes = new SpeedProcess();

    private final Map<String, ProcessBuilder> m_trials = new LinkedHashMap<>();

    /** For each trial and column, a number per round: times as much as the worker as it is. */
    private final Map<String, List<List<Double>>> m_ratios = new LinkedHashMap<>();

    private final String m_archive;

    private final String m_folded;

    private SpeedTrials(final String archive) throws EngineException, IOException {
        m_archive = archive;
        m_folded = m_processes.folded(archive);
        m_trials.put("no environment but `OMP_NUM_THREADS`", m_processes.plainWorker());
        without("glibc's allocator as it is by default", "MALLOC_ARENA_MAX", "MALLOC_MMAP_MAX_",
            "MALLOC_TRIM_THRESHOLD_");
        without("no huge pages for PyTorch's memory", "THP_MEM_ALLOC_ENABLE");
        with("huge pages for all memory, `GLIBC_TUNABLES=glibc.malloc.hugetlb=1`", "GLIBC_TUNABLES",
            "glibc.malloc.hugetlb=1");
        with("memory in steps of 64 MB, `MALLOC_TOP_PAD_=67108864`", "MALLOC_TOP_PAD_", "67108864");
        with("OpenMP never spins, `GOMP_SPINCOUNT=0`", "GOMP_SPINCOUNT", "0");
        with("OpenMP spins ten times as long, `GOMP_SPINCOUNT=30000`", "GOMP_SPINCOUNT", "30000");
        without("OpenMP spins as it does by default", "GOMP_SPINCOUNT", "OMP_WAIT_POLICY");
        final var active = without("OpenMP always spins, `OMP_WAIT_POLICY=active`", "GOMP_SPINCOUNT");
        active.environment().put("OMP_WAIT_POLICY", "active");
        with("threads stay on their cores, `OMP_PROC_BIND=true`", "OMP_PROC_BIND", "true");
        with("one thread, `OMP_NUM_THREADS=1`", "OMP_NUM_THREADS", "1");
        option("channels first in memory", "-Dorg.transferlearning.worker.channelsLast=false");
        option("TorchScript's profiling executor, optimizing", "-D" + SpeedRun.PROFILING_PROPERTY + "=true");
        option("32 images predicted at once, not 16", "-D" + SpeedRun.WHOLE_PROPERTY + "=true");
        m_trials.put(UNFOLDED, m_processes.worker());
    }

    private void with(final String name, final String variable, final String value) {
        final var worker = m_processes.worker();
        worker.environment().put(variable, value);
        m_trials.put(name, worker);
    }

    private ProcessBuilder without(final String name, final String... variables) {
        final var worker = m_processes.worker();
        worker.environment().keySet().removeAll(List.of(variables));
        m_trials.put(name, worker);
        return worker;
    }

    private void option(final String name, final String option) {
        final var worker = m_processes.worker();
        final var command = new ArrayList<>(worker.command());
        command.add(1, option);
        m_trials.put(name, worker.command(command));
    }

    /**
     * @param args archive, number of rounds, words of names
     * @throws EngineException if the network cannot be folded
     * @throws IOException if a program cannot be started
     * @throws InterruptedException if somebody interrupts
     */
    public static void main(final String[] args) throws EngineException, IOException, InterruptedException {
        final var trials = new SpeedTrials(args[0]);
        final var words = List.of(args).subList(2, args.length);
        trials.m_trials.keySet().removeIf(n -> !words.isEmpty() && words.stream().noneMatch(n::contains));
        for (var round = 0; round < Integer.parseInt(args[1]); round++) {
            trials.run();
        }
        trials.print();
    }

    private void run() throws IOException, InterruptedException {
        for (var trial : m_trials.entrySet()) {
            final var archive = trial.getKey().equals(UNFOLDED) ? m_archive : m_folded;
            final var train = List.of("train", m_archive, "16", SECONDS);
            final var predict = List.of("predict", m_folded, "32", SECONDS);
            final var way = trial.getValue();
            final var reference = m_processes.worker();
            final var alone = compare(reference, train, way, train, 1);
            final var together = compare(reference, train, way, train, 2);
            final var predicting =
                compare(reference, predict, way, List.of("predict", archive, "32", SECONDS), 1);
            final var ratios = List.of(alone.milliseconds(), together.milliseconds(), predicting.milliseconds(),
                alone.megabytes(), predicting.megabytes());
            System.err.println(trial.getKey() + " " + ratios);
            m_ratios.computeIfAbsent(trial.getKey(), k -> new ArrayList<>()).add(ratios);
        }
    }

    /** How many times as fast another way is, and how many times as much memory it takes. */
    private static Result compare(final ProcessBuilder reference, final List<String> referenceArguments,
        final ProcessBuilder way, final List<String> arguments, final int count)
        throws IOException, InterruptedException {
        final var before = measure(reference, referenceArguments, count);
        final var result = measure(way, arguments, count);
        return new Result(before.milliseconds() / result.milliseconds(), result.megabytes() / before.megabytes());
    }

    /** The median of some processes at the same time. */
    private static Result measure(final ProcessBuilder way, final List<String> arguments, final int count)
        throws IOException, InterruptedException {
        final var processes = new ArrayList<Process>();
        for (var i = 0; i < count; i++) {
            processes.add(SpeedProcess.start(way, arguments));
        }
        final var results = new ArrayList<Result>();
        for (var process : processes) {
            results.add(SpeedProcess.result(process));
        }
        return Result.median(results);
    }

    private void print() {
        System.out.println("| tried | training | two trainings at once | predicting | memory, training"
            + " | memory, predicting |\n|---|---|---|---|---|---|");
        m_ratios.forEach((name, rounds) -> {
            final var row = new StringBuilder("| ").append(name);
            for (var i = 0; i < rounds.get(0).size(); i++) {
                final var column = i;
                final var isMeasured = !name.equals(UNFOLDED) || PREDICTING.contains(i);
                row.append(" | ").append(isMeasured ? String.format(Locale.ROOT, "%.2f",
                    SpeedProcess.median(rounds.stream().map(r -> r.get(column)).toList())) : "");
            }
            System.out.println(row.append(" |"));
        });
    }
}
