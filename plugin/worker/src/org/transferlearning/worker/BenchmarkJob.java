// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.util.Collections;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.job.BenchmarkResult;
import org.transferlearning.engine.protocol.Message;

/** Measures how fast PyTorch multiplies matrices and runs a network here. */
final class BenchmarkJob {

    /** Rows and columns of the matrices: enough for all cores, and a fraction of a second on a slow one. */
    static final int SIZE = 1024;

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Message.Benchmark m_job;

    private final Report m_report;

    /**
     * @param job what to do
     * @param report for progress
     */
    BenchmarkJob(final Message.Benchmark job, final Report report) {
        m_job = job;
        m_report = report;
    }

    /**
     * @return what was found
     * @throws EngineException if PyTorch cannot be started, or the network cannot be loaded or run
     * @throws IOException if the engine is gone
     */
    Message.Benchmarked run() throws EngineException, IOException {
        final var torch = Torch.load(m_job.device(), m_report);
        m_report.progress(0, "Measuring the product of matrices");
        final var flops = flops(torch);
        m_report.progress(0.5, "Measuring the network \"" + m_job.network().name() + "\"");
        final var images = imagesPerSecond(torch);
        return new Message.Benchmarked(new BenchmarkResult(torch.deviceName(),
            new BenchmarkResult.Versions(torch.engine().getVersion(), Engine.getDjlVersion(), jniVersion()),
            hardware(torch), flops, images));
    }

    /** An entry of the product of two n × n matrices takes n multiplications and n additions. */
    private double flops(final Torch torch) throws EngineException {
        try (var manager = torch.engine().newBaseManager(torch.device())) {
            final var first = manager.randomUniform(0, 1, new Shape(SIZE, SIZE));
            final var second = manager.randomUniform(0, 1, new Shape(SIZE, SIZE));
            return 2.0 * SIZE * SIZE * SIZE * perSecond(() -> {
                try (var product = first.matMul(second); var entry = product.get(0, 0)) {
                    entry.getFloat(); // waits for a GPU
                }
            });
        }
    }

    private double imagesPerSecond(final Torch torch) throws EngineException {
        try (var network = new LoadedNetwork(m_job.network(), torch); var images = network.newBatch()) {
            final var batch = new Batch(m_job.network().preprocessing());
            final var input = batch.input(Collections.nCopies(m_job.batchSize(), new byte[batch.cropBytes()]), images);
            return m_job.batchSize() * perSecond(() -> {
                try (var output = network.run(input)) {
                    output.toFloatArray(); // waits for a GPU
                }
            });
        }
    }

    private interface Step {
        void run() throws EngineException;
    }

    /** How often the step runs in a second; its first run, in which memory is allocated, does not count. */
    private double perSecond(final Step step) throws EngineException {
        step.run();
        final var start = System.nanoTime();
        var count = 0;
        do {
            m_report.checkCanceled();
            step.run();
            count++;
        } while (System.nanoTime() - start < m_job.seconds() / 2 * NANOS);
        return count * NANOS / (System.nanoTime() - start);
    }

    private static BenchmarkResult.Hardware hardware(final Torch torch) {
        return new BenchmarkResult.Hardware(Runtime.getRuntime().availableProcessors(), JniUtils.getNumThreads(),
            IntStream.range(0, torch.gpuCount()).mapToObj(BenchmarkJob::gpu).toList());
    }

    private static BenchmarkResult.Gpu gpu(final int index) {
        final var memory = CudaUtils.getGpuMemory(ai.djl.Device.gpu(index));
        return new BenchmarkResult.Gpu(index, memory.getMax(), memory.getMax() - memory.getCommitted());
    }

    /** What the file that DJL's LibUtils looks at says. */
    private static String jniVersion() throws IOException {
        try (var in = Engine.class.getClassLoader().getResourceAsStream("jnilib/pytorch.properties")) {
            final var properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("jni_version", "");
        }
    }
}
