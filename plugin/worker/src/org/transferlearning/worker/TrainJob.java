// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
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
            final var learner = new Learner(network, m_job, data.stage(), torch.engine());
            trainEpochs(network, learner, data);
            trained = new Message.Trained(m_bestEpoch, data.failed(), torch.deviceName());
            m_report.progress(1, "Checking that the frozen layers are unchanged");
            after = Fingerprint.take(network, Learner.select(network, m_job));
        }
        try (var original = new LoadedNetwork(m_job.network(), torch)) {
            requireSame(Fingerprint.take(original, Learner.select(original, m_job)), after);
        }
        return trained;
    }

    private Stage stage(final LoadedNetwork network) {
        return HeadStage.fastest(network, new Batch(m_job.network().preprocessing()), m_job.trainable().keySet());
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
                || !keepIfBest(epoch, isValidated ? validation.loss() : Double.NaN, learner)) {
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
        final var batches = (samples.size() + m_config.batchSize() - 1) / m_config.batchSize();
        for (var number = 0; number < batches; number++) {
            m_report.checkCanceled();
            final var part = part(samples, number);
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
        for (var number = 0; number * m_config.batchSize() < data.validation().size(); number++) {
            m_report.checkCanceled();
            final var part = part(data.validation(), number);
            try (var batch = network.newBatch()) {
                sum = sum.plus(learner.measure(data.items(part), targets(part), batch));
            }
        }
        return sum;
    }

    private List<Sample> part(final List<Sample> samples, final int number) {
        final var start = number * m_config.batchSize();
        return samples.subList(start, Math.min(samples.size(), start + m_config.batchSize()));
    }

    private static List<double[]> targets(final List<Sample> samples) {
        return samples.stream().map(Sample::target).toList();
    }

    /**
     * Keeps the parameters if they are the best so far: the validation loss is lower or, without validation, there was
     * another epoch. Tells whether all of them are numbers.
     */
    private boolean keepIfBest(final int epoch, final double validationLoss, final Learner learner)
        throws IOException {
        final var values = learner.values();
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
