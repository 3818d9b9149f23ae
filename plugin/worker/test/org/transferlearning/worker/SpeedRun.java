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
 * Trains all layers of a network, or predicts, for some seconds after the first batches. Prints milliseconds per image,
 * and the most memory that this process has had, in MB. Arguments: {@code train} or {@code predict}, the network's
 * archive, the batch size, and the seconds. {@code speed.py} does the same in Python.
 */
public final class SpeedRun {

    /** System property: whether TorchScript's profiling executor optimizes, which takes its first two runs. */
    public static final String PROFILING_PROPERTY = "speed.profiling";

    /** System property: whether a whole batch is predicted at once, however large it is. */
    public static final String WHOLE_PROPERTY = "speed.whole";

    private static final int FIRST_BATCHES = 3;

    private static final Preprocessing STEPS = Preprocessing.IMAGENET;

    interface Step {
        void run() throws EngineException;
    }

    private SpeedRun() {
    }

    /**
     * @param args what to do, archive, batch size, seconds
     * @throws EngineException if the network cannot be run
     * @throws IOException if a file cannot be read
     */
    public static void main(final String[] args) throws EngineException, IOException {
        final var archive = Path.of(args[1]);
        final var crops = crops(Integer.parseInt(args[2]));
        final var torch = new Torch(Engine.getEngine("PyTorch"), Device.cpu());
        JniUtils.setGraphExecutorOptimize(Boolean.getBoolean(PROFILING_PROPERTY));
        final var seconds = Double.parseDouble(args[3]);
        if (args[0].equals("train")) {
            train(new Network(archive, NetworkReader.read(archive)), torch, crops, seconds);
        } else {
            predict(archive, torch, crops, seconds);
        }
    }

    private static void train(final Network network, final Torch torch, final List<byte[]> crops, final double seconds)
        throws EngineException, IOException {
        final var archive = Files.createTempFile("speed", ".pt");
        TrainingArchive.write(network, archive);
        final var runnable = runnable(archive, network.spec().head().outputs());
        final var config = new TrainingConfig(1, crops.size(), 1e-6, TrainingConfig.Optimizer.SGD, 1,
            org.transferlearning.engine.job.Device.CPU);
        try (var loaded = new LoadedNetwork(runnable, torch)) {
            final var stage = new Stage(loaded, new Batch(STEPS), 0);
            final var job = new Message.Train(runnable, network.spec().trainableParameters(), config, archive);
            final var learner = new Learner(loaded, job, stage, torch.engine());
            final var targets = new ArrayList<double[]>();
            crops.forEach(c -> targets.add(new double[]{targets.size()}));
            measure(crops.size(), seconds, () -> {
                try (var batch = loaded.newBatch()) {
                    learner.train(crops, targets, batch);
                }
            });
        }
    }

    private static void predict(final Path archive, final Torch torch, final List<byte[]> crops,
        final double seconds) throws EngineException {
        try (var loaded = new LoadedNetwork(runnable(archive, 0), torch)) {
            final var input = new Batch(STEPS);
            final var atOnce = Boolean.getBoolean(WHOLE_PROPERTY) ? crops.size()
                : PredictJob.batchSize(crops.size(), input, torch);
            measure(crops.size(), seconds, () -> {
                for (var i = 0; i < crops.size(); i += atOnce) {
                    final var some = crops.subList(i, Math.min(crops.size(), i + atOnce));
                    try (var batch = loaded.newBatch()) {
                        loaded.run(input.input(some, batch)).softmax(1).toFloatArray();
                    }
                }
            });
        }
    }

    private static void measure(final int batchSize, final double seconds, final Step step) throws EngineException {
        for (var i = 0; i < FIRST_BATCHES; i++) {
            step.run();
        }
        final var start = System.nanoTime();
        var count = 0;
        while (System.nanoTime() - start < seconds * 1e9) {
            step.run();
            count++;
        }
        System.out.printf(Locale.ROOT, "%.3f %.0f%n", (System.nanoTime() - start) / 1e6 / count / batchSize,
            SystemMemory.current().peak().orElse(0) / 1e6);
    }

    private static Message.RunnableNetwork runnable(final Path archive, final int outputs) {
        return new Message.RunnableNetwork("network", archive, STEPS, outputs, false, Task.CLASSIFICATION, List.of());
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
