// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.job.EpochResult;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.engine.protocol.ParameterFile;
import org.transferlearning.worker.TrainingData.Sample;

/**
 * Trains a network: reads all images once, then learns from them in a new random order each epoch, measures after each,
 * and keeps the parameters of the best. In the end it checks that nothing else has changed.
 */
final class TrainJob {

    private final Message.Train m_job;

    private final TrainingConfig m_config;

    private final Inbox m_inbox;

    private final Report m_report;

    private int m_bestEpoch;

    private double m_bestLoss = Double.POSITIVE_INFINITY;

    /**
     * @param job what to do
     * @param inbox the images
     * @param report for progress and results
     */
    TrainJob(final Message.Train job, final Inbox inbox, final Report report) {
        m_job = job;
        m_config = job.config();
        m_inbox = inbox;
        m_report = report;
    }

    /**
     * @return what was kept; the parameters are in the job's file
     * @throws EngineException if the network cannot be trained
     * @throws IOException if the engine is gone or a file cannot be written
     */
    Message.Trained run() throws EngineException, IOException {
        final var torch = Torch.load(m_config.device(), m_report);
        m_report.progress(0, "Loading the network");
        final byte[] after;
        final Message.Trained trained;
        try (var network = new LoadedNetwork(m_job.network(), torch);
            var data = new TrainingData(m_job, stage(network))) {
            data.readAll(m_inbox, m_report);
            requireBatches(network, data);
            torch.engine().setRandomSeed(Long.hashCode(m_config.seed())); // of dropout
            try (var learner = new Learner(network, m_job, data.stage(), torch.engine())) {
                trainEpochs(network, learner, data);
            }
            trained = new Message.Trained(m_bestEpoch, data.failed(), torch.deviceName());
            m_report.progress(1, "Checking that the frozen layers are unchanged");
            after = Fingerprint.take(network, Learner.select(network, m_job));
        }
        try (var original = new LoadedNetwork(m_job.network(), torch)) {
            requireSame(Fingerprint.take(original, Learner.select(original, m_job)), after);
        }
        return trained;
    }

    private Stage stage(final LoadedNetwork network) throws IOException {
        final var usable = Files.getFileStore(m_job.values().getParent()).getUsableSpace();
        return new Stage(network, new Batch(m_job.network().preprocessing()), usable / 2);
    }

    private void trainEpochs(final LoadedNetwork network, final Learner learner, final TrainingData data)
        throws EngineException, IOException {
        final var random = new Random(m_config.seed());
        for (var epoch = 1; epoch <= m_config.epochs(); epoch++) {
            final var start = System.nanoTime();
            final var training = trainEpoch(epoch, network, learner, data, data.shuffledTraining(random));
            final var validation = measure(network, learner, data);
            final var isValidated = validation.count() > 0;
            if (!Double.isFinite(training.loss()) || isValidated && !Double.isFinite(validation.loss())
                || !keepIfBest(epoch, isValidated ? validation.loss() : Double.NaN, network, learner)) {
                requireKept(epoch);
                return;
            }
            m_report.send(new Message.Epoch(new EpochResult(epoch, training.loss(), training.measure(),
                validation.loss(), validation.measure(), m_config.learningRate(),
                (System.nanoTime() - start) / 1e9)));
        }
    }

    /** The score is not finite if training had to stop. */
    private Score trainEpoch(final int epoch, final LoadedNetwork network, final Learner learner,
        final TrainingData data, final List<Sample> samples) throws EngineException, IOException {
        var sum = Score.NONE;
        final var batches = batches(samples.size(), RunningStatistics.areUpdated(network));
        for (var number = 0; number < batches; number++) {
            m_report.checkCanceled();
            final var part = part(samples, number, batches);
            final Score score;
            try (var batch = network.newBatch()) {
                score = learner.train(data.items(part), targets(part), batch);
            }
            sum = sum.plus(score);
            m_report.progress((epoch - 1 + (number + 1.0) / batches) / m_config.epochs(),
                String.format(Locale.ROOT, "Epoch %d of %d, batch %d of %d, loss %.3f", epoch, m_config.epochs(),
                    number + 1, batches, score.loss()));
            if (!Double.isFinite(sum.lossSum())) {
                break;
            }
        }
        return sum;
    }

    private Score measure(final LoadedNetwork network, final Learner learner, final TrainingData data)
        throws EngineException, IOException {
        var sum = Score.NONE;
        final var batches = batches(data.validation().size(), false);
        for (var number = 0; number < batches; number++) {
            m_report.checkCanceled();
            final var part = part(data.validation(), number, batches);
            try (var batch = network.newBatch()) {
                sum = sum.plus(learner.measure(data.items(part), targets(part), batch));
            }
        }
        return sum;
    }

    /**
     * The number of batches. Running statistics cannot be learned from one image: if the last batch would have one
     * only, it belongs to the batch before.
     */
    private int batches(final int count, final boolean isUpdating) {
        final var full = count / m_config.batchSize();
        final var rest = count % m_config.batchSize();
        return rest == 0 || rest == 1 && isUpdating ? full : full + 1;
    }

    private List<Sample> part(final List<Sample> samples, final int number, final int batches) {
        final var start = number * m_config.batchSize();
        return samples.subList(start, number == batches - 1 ? samples.size() : start + m_config.batchSize());
    }

    private void requireBatches(final LoadedNetwork network, final TrainingData data) throws EngineException {
        if (RunningStatistics.areUpdated(network) && Math.min(m_config.batchSize(), data.trainingCount()) < 2) {
            throw new EngineException("The network \"" + m_job.network().name()
                + "\" is to learn running statistics, but a batch has only one image.",
                "Choose a batch size of at least 2, use more images, or keep the running statistics.");
        }
    }

    private static List<double[]> targets(final List<Sample> samples) {
        return samples.stream().map(Sample::target).toList();
    }

    /**
     * Keeps the parameters if they are the best so far: the validation loss is lower or, without validation, there was
     * another epoch. Tells whether all of them are numbers.
     */
    private boolean keepIfBest(final int epoch, final double validationLoss, final LoadedNetwork network,
        final Learner learner) throws EngineException, IOException {
        final var values = learner.values();
        values.putAll(RunningStatistics.values(network));
        for (var array : values.values()) {
            for (var value : array) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        if (Double.isNaN(validationLoss) || validationLoss < m_bestLoss) {
            ParameterFile.write(m_job.values(), values);
            m_bestEpoch = epoch;
            m_bestLoss = validationLoss;
        }
        return true;
    }

    private void requireKept(final int epoch) throws EngineException {
        if (m_bestEpoch == 0) {
            throw new EngineException("The loss is not a number any more in epoch " + epoch + ".",
                "Choose a smaller learning rate than " + m_config.learningRate()
                    + ", or check that the preprocessing fits the network.");
        }
    }

    private void requireSame(final byte[] before, final byte[] after) throws EngineException {
        if (!Arrays.equals(before, after)) {
            throw new EngineException(
                "Training the network \"" + m_job.network().name()
                    + "\" has changed frozen layers or running statistics, so its result is not used.",
                "The network changes its own values when it runs; use another network.");
        }
    }
}
