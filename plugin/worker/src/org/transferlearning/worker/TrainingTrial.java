// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.protocol.Message;

/**
 * Fits the batch size of a training into the memory, with two steps of training on the first images. They are done by a
 * second copy of the network, so that they change nothing. Its frozen part runs within these steps, so the estimate is
 * good for reading the images too.
 */
final class TrainingTrial implements TrainingData.Start {

    /** Most that networks take to train on an image, in sizes of their input: 950 for ViT-L/16, 170 for MobileNetV2. */
    private static final double MOST = 1000;

    /** Gradients, and two numbers that the optimizer remembers. */
    private static final int PER_PARAMETER = 3;

    private final Message.Train m_job;

    private final Torch m_torch;

    private final Inbox m_inbox;

    private final Report m_report;

    private final BatchSize m_batchSize;

    /**
     * @param job how to train
     * @param torch PyTorch
     * @param inbox the images
     * @param report for progress
     * @param batchSize what is to be fitted
     */
    TrainingTrial(final Message.Train job, final Torch torch, final Inbox inbox, final Report report,
        final BatchSize batchSize) {
        m_job = job;
        m_torch = torch;
        m_inbox = inbox;
        m_report = report;
        m_batchSize = batchSize;
    }

    @Override
    public void with(final List<byte[]> crops, final List<double[]> targets) throws EngineException, IOException {
        final var count = crops.size();
        final var trial = MemoryTrial.of(m_torch, m_inbox, m_report);
        final var parameters = PER_PARAMETER * (double)m_job.network().archive().toFile().length();
        if (!trial.isNeeded(count, MOST * count * crops.get(0).length * Float.BYTES + parameters)) {
            return;
        }
        final Optional<MemoryNeed> need;
        final int least;
        try (var copy = new LoadedNetwork(m_job.network(), m_torch)) {
            least = RunningStatistics.leastImages(copy);
            need = measure(trial, copy, crops, targets);
        }
        if (need.isPresent()) {
            trial.reserve(m_batchSize, need.get(), count, least);
        }
    }

    private Optional<MemoryNeed> measure(final MemoryTrial trial, final LoadedNetwork copy, final List<byte[]> crops,
        final List<double[]> targets) throws EngineException {
        final var stage = new Stage(copy, new Batch(m_job.network().preprocessing()), 0);
        try (var learner = new Learner(copy, m_job, stage, m_torch.engine())) {
            return trial.measure(crops.size(), count -> {
                try (var batch = copy.newBatch()) {
                    learner.train(crops.subList(0, count), targets.subList(0, count), batch);
                }
            });
        }
    }
}
