// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.protocol;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Task;
import org.transferlearning.engine.TrainingArchive;
import org.transferlearning.engine.job.BenchmarkResult;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.EpochResult;
import org.transferlearning.engine.job.FailedItem;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.Prediction;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.surgery.OutputShapes;

/**
 * A message between engine and worker. A worker does jobs one after another: the engine sends a {@link Job}, then, for
 * jobs that have some, its items and {@link EndOfItems}; the worker answers with any number of {@link Progress} and
 * results, and ends the job with exactly one {@link Outcome}, after which the engine may send the next job.
 * {@link Taken} gives the engine leave to send more items (see {@link #WINDOW}); {@link Cancel} may come at any time.
 * The whole protocol is described in {@code PROTOCOL.md}.
 */
public sealed interface Message {

    /** Version of the protocol; both sides must have the same. */
    int VERSION = 4;

    /** Number of items that the engine may be ahead of the worker, which says with {@link Taken} how far it is. */
    int WINDOW = 128;

    /** What a worker is to do. */
    sealed interface Job extends Message {

        /** @return the network that it is about */
        RunnableNetwork network();

        /** @return where to compute */
        Device device();
    }

    /** An input of a job. */
    sealed interface Item extends Message {
    }

    /** The last message of a worker about a job. */
    sealed interface Outcome extends Message {
    }

    /**
     * The network of a job.
     *
     * @param name what users call it
     * @param archive a TorchScript file that can be run
     * @param preprocessing how images become input
     * @param outputs number of outputs; 0 if unknown
     * @param isProbabilities whether the network ends in a softmax or, for {@link Task#MULTI_LABEL}, in a sigmoid
     * @param task what the outputs say
     * @param scales of a regression's outputs in their order; empty if they are not scaled
     */
    record RunnableNetwork(String name, Path archive, Preprocessing preprocessing, int outputs,
        boolean isProbabilities, Task task, List<Target.Scale> scales) {

        /**
         * @param newArchive a TorchScript file that can be run
         * @return a copy with it
         */
        public RunnableNetwork withArchive(final Path newArchive) {
            return new RunnableNetwork(name, newArchive, preprocessing, outputs, isProbabilities, task, scales);
        }
    }

    /**
     * Load the network and run it once.
     *
     * @param network the network
     * @param twin the archive that {@link OutputShapes} made of it; {@code null} if
     *            nobody asks for shapes
     * @param device where to compute
     */
    record Describe(RunnableNetwork network, Path twin, Device device) implements Job {

        /** The twin's method that gives the shapes. */
        public static final String SHAPES_METHOD = OutputShapes.METHOD;
    }

    /**
     * Predict for the items that follow as {@link Image}.
     *
     * @param network the network
     * @param config how
     */
    record Predict(RunnableNetwork network, PredictionConfig config) implements Job {

        @Override
        public Device device() {
            return config.device();
        }
    }

    /**
     * Train on the items that follow as {@link LabeledImage}.
     *
     * @param network the network, with the methods of {@link TrainingArchive}
     * @param trainable full names of the parameters to change, with their learning-rate multipliers
     * @param config how to train
     * @param values where to write the trained parameters and, by the name of the method that gives them, the running
     *            statistics; see {@link ParameterFile}
     */
    record Train(RunnableNetwork network, Map<String, Double> trainable, TrainingConfig config, Path values)
        implements Job {

        @Override
        public Device device() {
            return config.device();
        }
    }

    /**
     * Measure how fast the device multiplies matrices and runs the network, and tell what is there to compute with.
     *
     * @param network the network
     * @param device where to compute
     * @param batchSize images that the network takes at once
     * @param seconds how long to measure, both together
     */
    record Benchmark(RunnableNetwork network, Device device, int batchSize, double seconds) implements Job {
    }

    /**
     * @param image an image to predict
     */
    record Image(ImageItem image) implements Item {
    }

    /**
     * @param image an image to learn from
     * @param target see {@link org.transferlearning.engine.job.TrainingItem#target()}
     * @param isValidation whether it is for measuring and not for learning
     */
    record LabeledImage(ImageItem image, double[] target, boolean isValidation) implements Item {
    }

    /** There are no more items. */
    record EndOfItems() implements Message {
    }

    /** Stop: nobody waits for the result any more. */
    record Cancel() implements Message {
    }

    /**
     * @param items number of items that the worker has taken so far
     */
    record Taken(long items) implements Message {
    }

    /**
     * @param fraction of the job that is done, in [0, 1]; negative if unknown
     * @param message what is being done, one line
     */
    record Progress(double fraction, String message) implements Message {
    }

    /**
     * @param predictions results, in the order of the items
     */
    record Predictions(List<Prediction> predictions) implements Message {
    }

    /**
     * @param result what an epoch brought
     */
    record Epoch(EpochResult result) implements Message {
    }

    /**
     * The outcome of {@link Describe}.
     *
     * @param outputShape shape of the output for one image
     * @param shapes what the twin says; {@code null} if there is none, or it cannot be run
     * @param problem why the twin cannot be run; {@code null} if it can
     * @param device where it ran, for example {@code CPU}
     * @param versions of what ran it
     */
    record Described(List<Long> outputShape, List<List<Long>> shapes, String problem, String device, String versions)
        implements Outcome {
    }

    /**
     * The outcome of {@link Predict}.
     *
     * @param notes what the user should know about how it went, a sentence each
     */
    record Predicted(List<String> notes) implements Outcome {
    }

    /**
     * The outcome of {@link Train}; the parameters are in the file.
     *
     * @param bestEpoch number of the epoch whose parameters were kept
     * @param failed items that were left out
     * @param device where it ran, for example {@code CPU}
     * @param notes what the user should know about how it went, a sentence each
     */
    record Trained(int bestEpoch, List<FailedItem> failed, String device, List<String> notes) implements Outcome {
    }

    /**
     * The outcome of {@link Benchmark}.
     *
     * @param result what was found
     */
    record Benchmarked(BenchmarkResult result) implements Outcome {
    }

    /** The worker has stopped because of {@link Cancel}. */
    record Canceled() implements Outcome {
    }

    /**
     * The job cannot be done.
     *
     * @param summary what is wrong, one sentence
     * @param resolution what the user can do, one sentence
     * @param details for the log
     */
    record Failed(String summary, String resolution, String details) implements Outcome {
    }
}
