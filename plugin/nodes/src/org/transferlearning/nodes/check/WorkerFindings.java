// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.check;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.transferlearning.engine.job.BenchmarkResult;

/** What a worker process has done and told. If it failed, the first thing that is not known says why. */
final class WorkerFindings {

    static final String VERSIONS = "Versions";

    private static final String DEVICES = "Devices";

    private static final String PROCESS = "Worker process";

    private static final String FIRST = "Start and first prediction";

    private static final String NEXT = "Next prediction";

    private static final String SPEED = "Speed";

    private static final String MATRICES = "Matrix product";

    private final Measurement m_measurement;

    /** @param measurement what was measured */
    WorkerFindings(final Measurement measurement) {
        m_measurement = measurement;
    }

    List<Finding> versions() {
        return List.of(told(VERSIONS, "PyTorch", b -> b.versions().pyTorch(), null),
            told(VERSIONS, "DJL", b -> b.versions().djl(), null),
            told(VERSIONS, "PyTorch for Java (JNI)", b -> b.versions().jni(), null));
    }

    List<Finding> devices() {
        return List.of(
            told(DEVICES, "CPU", b -> b.hardware().processors() + " logical cores", "As the worker process sees them."),
            told(DEVICES, "Threads", b -> String.valueOf(b.hardware().threads()), "That PyTorch computes with."),
            told(DEVICES, "GPUs", b -> gpus(b.hardware().gpus()),
                "NVIDIA GPUs that PyTorch can use. The installed library is for the CPU; a CUDA build of the same"
                    + " version is used if the environment variable PYTORCH_LIBRARY_PATH names its folder."),
            told(DEVICES, "Used", BenchmarkResult::device, "Where this node has computed."));
    }

    private static String gpus(final List<BenchmarkResult.Gpu> gpus) {
        return gpus.isEmpty() ? "none" : gpus.stream().map(g -> "GPU " + g.index() + ": " + Units.bytes(g.memory())
            + ", " + Units.bytes(g.freeMemory()) + " free").collect(Collectors.joining("; "));
    }

    List<Finding> process() {
        return List.of(
            timed(FIRST, m_measurement.firstSeconds(), true,
                "A new worker process starts, loads PyTorch and the bundled network, and predicts a picture. It takes"
                    + " longer the first time, when the native library is unpacked."),
            timed(NEXT, m_measurement.nextSeconds(), m_measurement.firstSeconds() != null,
                "The same once more in the same process: what a node costs beside its work."));
    }

    List<Finding> benchmark() {
        return List.of(
            measured(MATRICES, b -> Units.number(b.flops() / 1e9) + " GFLOP/s",
                "Two float32 matrices of 1024 × 1024, again and again for a second."),
            told(SPEED, "Bundled network", b -> Units.number(b.imagesPerSecond()) + " images/s",
                Measurement.BATCH_SIZE + " pictures of 64 × 64 pixels at once, again and again for a second, without"
                    + " reading files."));
    }

    /** The finding of a job that is where the problem is if the jobs before went well. */
    private Finding timed(final String check, final Double seconds, final boolean isReached, final String note) {
        if (seconds != null) {
            return Finding.ok(PROCESS, check, Units.seconds(seconds), note);
        }
        return isReached ? Finding.problem(PROCESS, check, m_measurement.problem()) : unknown(PROCESS, check);
    }

    private Finding measured(final String check, final Function<BenchmarkResult, String> value, final String note) {
        final var isReached = m_measurement.nextSeconds() != null;
        return m_measurement.benchmark() == null && isReached
            ? Finding.problem(SPEED, check, m_measurement.problem()) : told(SPEED, check, value, note);
    }

    private Finding told(final String group, final String check, final Function<BenchmarkResult, String> value,
        final String note) {
        return m_measurement.benchmark() == null ? unknown(group, check)
            : Finding.ok(group, check, value.apply(m_measurement.benchmark()), note);
    }

    private Finding unknown(final String group, final String check) {
        final var culprit = m_measurement.firstSeconds() == null ? PROCESS + ": " + FIRST
            : m_measurement.nextSeconds() == null ? PROCESS + ": " + NEXT : SPEED + ": " + MATRICES;
        return new Finding(group, check, null, Finding.Status.UNKNOWN, "Not known because of \"" + culprit + "\".");
    }
}
