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
import org.transferlearning.engine.FloatSource;
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

    private final BatchSize m_batchSize;

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
        m_batchSize = new BatchSize(job.network().name(), m_config.batchSize());
    }

    /**
     * @return what was kept; the parameters are in the job's file
     * @throws EngineException if the network cannot be trained
     * @throws IOException if the engine is gone or a file cannot be written
     */
    Message.Trained run() throws EngineException, IOException {
        final var torch = Torch.load(m_config.device(), m_report);
        m_report.progress(0, "Loading the network");
        try (var network = new LoadedNetwork(m_job.network(), torch);
            var data = new TrainingData(m_job, stage(network), m_batchSize,
                new TrainingTrial(m_job, torch, m_inbox, m_report, m_batchSize))) {
            final var before = Fingerprint.take(network);
            data.readAll(m_inbox, m_report);
            requireBatches(network, data);
            torch.engine().setRandomSeed(Long.hashCode(m_config.seed())); // of dropout
            try (var learner = new Learner(network, m_job, data.stage(), torch.engine())) {
                trainEpochs(network, learner, data);
            }
            m_report.progress(1, "Checking that the frozen layers are unchanged");
            requireSame(before, Fingerprint.take(network));
            return new Message.Trained(m_bestEpoch, data.failed(), torch.deviceName(), m_batchSize.notes());
        }
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
        final var sum = new Score.Sum();
        m_batchSize.forEach(samples, RunningStatistics.leastImages(network), part -> {
            m_report.checkCanceled();
            final Score score;
            try (var batch = network.newBatch()) {
                score = learner.train(data.items(part), targets(part), batch);
            }
            sum.add(score);
            final var done = sum.score().count();
            m_report.progress((epoch - 1 + (double)done / samples.size()) / m_config.epochs(),
                String.format(Locale.ROOT, "Epoch %d of %d, image %d of %d, loss %.3f", epoch, m_config.epochs(), done,
                    samples.size(), score.loss()));
            return Double.isFinite(sum.score().lossSum());
        });
        return sum.score();
    }

    private Score measure(final LoadedNetwork network, final Learner learner, final TrainingData data)
        throws EngineException, IOException {
        final var sum = new Score.Sum();
        m_batchSize.forEach(data.validation(), 1, part -> {
            m_report.checkCanceled();
            try (var batch = network.newBatch()) {
                sum.add(learner.measure(data.items(part), targets(part), batch));
            }
            return true;
        });
        return sum.score();
    }

    private void requireBatches(final LoadedNetwork network, final TrainingData data) throws EngineException {
        if (RunningStatistics.areUpdated(network) && Math.min(m_batchSize.size(), data.trainingCount()) < 2) {
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
        for (var source : values.values()) {
            if (!isFinite(source)) {
                return false;
            }
        }
        if (Double.isNaN(validationLoss) || validationLoss < m_bestLoss) {
            ParameterFile.write(m_job.values(), values);
            m_bestEpoch = epoch;
            m_bestLoss = validationLoss;
        }
        return true;
    }

    private static boolean isFinite(final FloatSource values) throws IOException {
        final var product = new float[]{0}; // 0 times a number is 0, times anything else is not
        values.forEachPiece(piece -> {
            while (piece.hasRemaining()) {
                product[0] *= piece.get();
            }
        });
        return product[0] == 0;
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
