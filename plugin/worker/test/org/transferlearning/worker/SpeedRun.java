// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.Task;
import org.transferlearning.engine.TrainingArchive;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.protocol.Message;

/**
 * Trains all layers of a network, or predicts, for ten seconds after the first three batches. Prints milliseconds per
 * image, and the most memory that this process has had, in MB. Arguments: {@code train} or {@code predict}, the
 * network's archive, and the batch size. {@code speed.py} does the same in Python.
 */
public final class SpeedRun {

    private static final int FIRST_BATCHES = 3;

    private static final long NANOSECONDS = 10_000_000_000L;

    private static final Preprocessing STEPS = Preprocessing.IMAGENET;

    interface Step {
        void run() throws EngineException;
    }

    private SpeedRun() {
    }

    /**
     * @param args what to do, archive, batch size
     * @throws EngineException if the network cannot be run
     * @throws IOException if a file cannot be read
     */
    public static void main(final String[] args) throws EngineException, IOException {
        final var archive = Path.of(args[1]);
        final var network = new Network(archive, NetworkReader.read(archive));
        final var crops = crops(Integer.parseInt(args[2]));
        final var torch = new Torch(Engine.getEngine("PyTorch"), Device.cpu());
        JniUtils.setGraphExecutorOptimize(false);
        if (args[0].equals("train")) {
            train(network, torch, crops);
        } else {
            predict(network, torch, crops);
        }
    }

    private static void train(final Network network, final Torch torch, final List<byte[]> crops)
        throws EngineException, IOException {
        final var archive = Files.createTempFile("speed", ".pt");
        TrainingArchive.write(network, archive);
        final var runnable = runnable(network, archive);
        final var config = new TrainingConfig(1, crops.size(), 1e-6, TrainingConfig.Optimizer.SGD, 1,
            org.transferlearning.engine.job.Device.CPU);
        try (var loaded = new LoadedNetwork(runnable, torch)) {
            final var stage = new Stage(loaded, new Batch(STEPS), 0);
            final var job = new Message.Train(runnable, network.spec().trainableParameters(), config, archive);
            final var learner = new Learner(loaded, job, stage, torch.engine());
            final var targets = new ArrayList<double[]>();
            crops.forEach(c -> targets.add(new double[]{targets.size()}));
            measure(crops.size(), () -> {
                try (var batch = loaded.newBatch()) {
                    learner.train(crops, targets, batch);
                }
            });
        }
    }

    private static void predict(final Network network, final Torch torch, final List<byte[]> crops)
        throws EngineException {
        try (var loaded = new LoadedNetwork(runnable(network, network.archive()), torch)) {
            final var input = new Batch(STEPS);
            measure(crops.size(), () -> {
                try (var batch = loaded.newBatch()) {
                    loaded.run(input.input(crops, batch)).softmax(1).toFloatArray();
                }
            });
        }
    }

    private static void measure(final int batchSize, final Step step) throws EngineException {
        for (var i = 0; i < FIRST_BATCHES; i++) {
            step.run();
        }
        final var start = System.nanoTime();
        var count = 0;
        while (System.nanoTime() - start < NANOSECONDS) {
            step.run();
            count++;
        }
        System.out.printf(Locale.ROOT, "%.3f %.0f%n", (System.nanoTime() - start) / 1e6 / count / batchSize,
            SystemMemory.current().peak().orElse(0) / 1e6);
    }

    private static Message.RunnableNetwork runnable(final Network network, final Path archive) {
        return new Message.RunnableNetwork(network.spec().name(), archive, STEPS, network.spec().head().outputs(),
            false, Task.CLASSIFICATION, List.of());
    }

    /** Random ones, the same each time. */
    static List<byte[]> crops(final int count) {
        final var random = new Random(1);
        final var crops = new ArrayList<byte[]>();
        for (var i = 0; i < count; i++) {
            final var crop = new byte[new Batch(STEPS).cropBytes()];
            random.nextBytes(crop);
            crops.add(crop);
        }
        return crops;
    }
}
