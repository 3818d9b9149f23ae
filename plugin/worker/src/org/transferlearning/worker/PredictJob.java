// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.job.Prediction;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.worker.Inbox.Crop;

/** Predicts images batch by batch, in their order. */
final class PredictJob {

    private final Message.Predict m_job;

    private final Inbox m_inbox;

    private final Report m_report;

    private final Batch m_batch;

    /**
     * @param job what to do
     * @param inbox the images
     * @param report for progress and results
     */
    PredictJob(final Message.Predict job, final Inbox inbox, final Report report) {
        m_job = job;
        m_inbox = inbox;
        m_report = report;
        m_batch = new Batch(job.network().preprocessing());
    }

    /**
     * @return that all items are predicted
     * @throws EngineException if the network cannot be loaded or run
     * @throws IOException if the engine is gone
     */
    Message.Predicted run() throws EngineException, IOException {
        final var torch = Torch.load(m_job.device(), m_report);
        m_report.progress(-1, "Loading the network");
        try (var network = new LoadedNetwork(m_job.network(), torch)) {
            final var waiting = new ArrayList<Crop>();
            var readable = 0;
            for (var crop = m_inbox.next(); crop != null; crop = m_inbox.next()) {
                waiting.add(crop);
                readable += crop.bytes() == null ? 0 : 1;
                if (readable == m_job.batchSize() || waiting.size() >= 2 * m_job.batchSize()) {
                    predict(network, waiting);
                    readable = 0;
                }
            }
            predict(network, waiting);
        }
        return new Message.Predicted();
    }

    private void predict(final LoadedNetwork network, final List<Crop> crops) throws EngineException, IOException {
        if (crops.isEmpty()) {
            return;
        }
        m_report.checkCanceled();
        final var readable = crops.stream().map(Crop::bytes).filter(b -> b != null).toList();
        final var probabilities = readable.isEmpty() ? new float[0] : probabilities(network, readable);
        final var outputs = readable.isEmpty() ? 0 : probabilities.length / readable.size();
        final var predictions = new ArrayList<Prediction>(crops.size());
        var row = 0;
        for (var crop : crops) {
            if (crop.bytes() == null) {
                predictions.add(new Prediction(crop.index(), null, crop.failure()));
            } else {
                final var values = Arrays.copyOfRange(probabilities, row * outputs, ++row * outputs);
                predictions.add(hasNaN(values)
                    ? new Prediction(crop.index(), null, "the network's output is not a number")
                    : new Prediction(crop.index(), values, null));
            }
        }
        m_report.send(new Message.Predictions(predictions));
        m_report.progress(-1, "Predicted " + (crops.get(crops.size() - 1).index() + 1) + " images");
        crops.clear();
    }

    private float[] probabilities(final LoadedNetwork network, final List<byte[]> crops) throws EngineException {
        try (var batch = network.newBatch()) {
            final var output = network.run(m_batch.input(crops, batch));
            return (m_job.network().isProbabilities() ? output : output.softmax(1)).toFloatArray();
        }
    }

    private static boolean hasNaN(final float[] values) {
        for (var value : values) {
            if (Float.isNaN(value)) {
                return true;
            }
        }
        return false;
    }
}
