// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Task;
import org.transferlearning.engine.TrainingArchive;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.protocol.Message;

/**
 * Measures what it gains to run the frozen part of a network once per image: milliseconds of all processors per image
 * of a training step, without a split, with the frozen part run for each batch, and with what it gives being kept.
 * Arguments: the network's archive, and paths of cut points up to which it is frozen. To be run with the environment
 * variables that the engine gives a worker, and with {@code OMP_WAIT_POLICY=PASSIVE}, or waiting counts too.
 */
final class SplitBenchmark {

    private static final int BATCH_SIZE = 16;

    private static final int STEPS = 6;

    private static final OperatingSystemMXBean PROCESSORS =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Network m_network;

    private final Torch m_torch;

    private final Path m_archive = Files.createTempFile("split", ".pt");

    private SplitBenchmark(final Network network) throws Exception {
        m_network = network;
        m_torch = new Torch(Engine.getEngine("PyTorch"), Device.cpu());
        JniUtils.setGraphExecutorOptimize(false);
    }

    public static void main(final String[] args) throws Exception {
        WorkersCache.use();
        final var archive = Path.of(args[0]);
        final var benchmark = new SplitBenchmark(new Network(archive, NetworkReader.read(archive)));
        System.out.println("| frozen up to | split after | kept per image | no split | per batch | kept |\n"
            + "|---|---|---|---|---|---|");
        for (var i = 1; i < args.length; i++) {
            System.out.println(benchmark.row(args[i]));
        }
        Files.delete(benchmark.m_archive);
    }

    private String row(final String cutPoint) throws Exception {
        final var spec = m_network.spec();
        final var frozen = new HashSet<String>();
        final var before = spec.modulesBefore(spec.cutPoint(cutPoint));
        spec.layers().stream().filter(l -> before.contains(l.path())).forEach(l -> frozen.addAll(l.parameterNames()));
        final var split = new Network(m_network.archive(), spec.withPlan(spec.plan().withFrozen(frozen)));
        TrainingArchive.write(m_network, m_archive);
        final var whole = time(split, 0);
        final var boundary = TrainingArchive.write(split, m_archive).boundary();
        final var perBatch = time(split, 0);
        final var kept = time(split, Long.MAX_VALUE);
        return String.format(Locale.ROOT, "| %s | %s | %,d kB | %.1f ms | %.1f ms | %.1f ms |", cutPoint, boundary,
            m_bytes / 1000, whole, perBatch, kept);
    }

    private int m_bytes;

    /** Milliseconds of all processors per image of a step after the first two. */
    private double time(final Network network, final long room) throws Exception {
        final var spec = network.spec();
        final var runnable = new Message.RunnableNetwork(spec.name(), m_archive, Preprocessing.IMAGENET,
            spec.head().outputs(), false, Task.CLASSIFICATION, List.<Target.Scale>of());
        final var config = new TrainingConfig(1, BATCH_SIZE, 1e-6, TrainingConfig.Optimizer.SGD, 1,
            org.transferlearning.engine.job.Device.CPU);
        try (var loaded = new LoadedNetwork(runnable, m_torch)) {
            final var stage = new Stage(loaded, new Batch(Preprocessing.IMAGENET), room);
            final var job = new Message.Train(runnable, spec.trainableParameters(), config, m_archive);
            final var learner = new Learner(loaded, job, stage, m_torch.engine());
            final var items = stage.prepare(SpeedRun.crops(BATCH_SIZE));
            m_bytes = items.get(0).length;
            final var targets = new ArrayList<double[]>();
            items.forEach(i -> targets.add(new double[]{targets.size()}));
            var start = 0L;
            for (var step = -2; step < STEPS; step++) {
                start = step == 0 ? PROCESSORS.getProcessCpuTime() : start;
                try (var batch = loaded.newBatch()) {
                    learner.train(items, targets, batch);
                }
            }
            return (PROCESSORS.getProcessCpuTime() - start) / 1e6 / STEPS / BATCH_SIZE;
        }
    }
}
