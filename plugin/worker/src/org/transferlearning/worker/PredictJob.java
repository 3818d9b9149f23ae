// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.core.Linear;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.NetworkWriter;
import org.transferlearning.engine.job.Prediction;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.worker.Inbox.Crop;

/** Predicts images batch by batch, in their order. */
final class PredictJob {

    /** Most that networks take for an image, in sizes of their input: 45 for VGG, 10 for MobileNetV2, and reserve. */
    private static final double MOST = 100;

    /** Bytes of input beyond which a processor predicts no faster: 16 images of 224 × 224 pixels. */
    private static final int ENOUGH = 10_000_000;

    private final Message.Predict m_job;

    private final Inbox m_inbox;

    private final Report m_report;

    private final Batch m_batch;

    private final Objective m_objective;

    private BatchSize m_batchSize;

    /** {@code null} once the batch size has been checked. */
    private MemoryTrial m_trial;

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
        m_objective = Objective.of(job.network());
    }

    /**
     * @return that all items are predicted
     * @throws EngineException if the network cannot be loaded or run
     * @throws IOException if the engine is gone
     */
    Message.Predicted run() throws EngineException, IOException {
        final var torch = Torch.load(m_job.config().device(), m_report);
        m_report.progress(-1, "Loading the network");
        try (var network = new LoadedNetwork(m_job.network(), torch)) {
            requireFeatures(network);
            m_trial = MemoryTrial.of(torch, m_inbox, m_report);
            final var asked = m_job.config().batchSize();
            m_batchSize = new BatchSize(m_job.network().name(), asked).atMost(batchSize(asked, m_batch, torch));
            final var waiting = new ArrayList<Crop>();
            var readable = 0;
            for (var crop = m_inbox.next(); crop != null; crop = m_inbox.next()) {
                waiting.add(crop);
                readable += crop.bytes() == null ? 0 : 1;
                if (readable == m_batchSize.size() || waiting.size() >= 2 * m_batchSize.size()) {
                    predict(network, waiting);
                    readable = 0;
                }
            }
            predict(network, waiting);
        }
        return new Message.Predicted(m_batchSize.notes());
    }

    /**
     * Not more than is asked for, and on a processor not more than is of use: it would only take memory.
     *
     * @param asked number of images
     * @param batch makes the input
     * @param torch PyTorch
     * @return how many images are predicted at once
     */
    static int batchSize(final int asked, final Batch batch, final Torch torch) {
        return torch.device().isGpu() ? asked
            : Math.min(asked, Math.max(1, ENOUGH / (batch.cropBytes() * Float.BYTES)));
    }

    private void predict(final LoadedNetwork network, final List<Crop> crops) throws EngineException, IOException {
        if (crops.isEmpty()) {
            return;
        }
        m_report.checkCanceled();
        final var rows = allRows(network, crops.stream().map(Crop::bytes).filter(b -> b != null).toList()).iterator();
        final var predictions = new ArrayList<Prediction>(crops.size());
        for (var crop : crops) {
            predictions.add(crop.bytes() == null ? new Prediction(crop.index(), null, null, crop.failure())
                : prediction(crop.index(), rows.next()));
        }
        m_report.send(new Message.Predictions(predictions));
        m_report.progress(-1, "Predicted " + (crops.get(crops.size() - 1).index() + 1) + " images");
        crops.clear();
    }

    /**
     * What the network gives for an image.
     *
     * @param outputs float32, (outputs)
     * @param embedding float32, (features); {@code null} if nobody asked for it
     */
    private record Row(float[] outputs, float[] embedding) {
    }

    private List<Row> allRows(final LoadedNetwork network, final List<byte[]> crops)
        throws EngineException, IOException {
        if (m_trial != null && !crops.isEmpty()) {
            fitBatchSize(network, crops);
            m_trial = null;
        }
        final var rows = new ArrayList<Row>(crops.size());
        m_batchSize.forEach(crops, 1, batch -> {
            m_report.checkCanceled();
            return rows.addAll(rows(network, batch));
        });
        return rows;
    }

    private void fitBatchSize(final LoadedNetwork network, final List<byte[]> crops)
        throws EngineException, IOException {
        final var count = crops.size();
        if (m_trial.isNeeded(count, MOST * count * m_batch.cropBytes() * Float.BYTES)) {
            final var need = m_trial.measure(count, n -> rows(network, crops.subList(0, n)));
            if (need.isPresent()) {
                m_trial.reserve(m_batchSize, need.get(), count, 1);
            }
        }
    }

    private List<Row> rows(final LoadedNetwork network, final List<byte[]> crops) throws EngineException {
        try (var batch = network.newBatch()) {
            final var input = m_batch.input(crops, batch);
            if (!m_job.config().hasEmbeddings()) {
                return split(network.run(input), crops.size()).stream().map(o -> new Row(o, null)).toList();
            }
            final var features = network.runMethod(NetworkWriter.FEATURES_METHOD, input);
            final var embeddings = split(features, crops.size());
            final var outputs = split(output(network, features, input), crops.size());
            return IntStream.range(0, crops.size()).mapToObj(i -> new Row(outputs.get(i), embeddings.get(i))).toList();
        }
    }

    /** The network's output; where its head is one linear layer, the backbone does not run again for it. */
    private static NDArray output(final LoadedNetwork network, final NDArray features, final NDArray input)
        throws EngineException {
        final var weight = network.parameters().get(Head.NEW_LAYER + ".weight");
        final var bias = network.parameters().get(Head.NEW_LAYER + ".bias");
        return weight == null || bias == null ? network.run(input)
            : Linear.linear(features, weight, bias).singletonOrThrow();
    }

    private static List<float[]> split(final NDArray array, final int count) {
        final var values = array.toType(DataType.FLOAT32, false).toFloatArray();
        final var length = values.length / count;
        return IntStream.range(0, count).mapToObj(i -> Arrays.copyOfRange(values, i * length, (i + 1) * length))
            .toList();
    }

    private Prediction prediction(final long index, final Row row) {
        final var values = m_objective.values(row.outputs());
        return Arrays.stream(values).anyMatch(Double::isNaN)
            ? new Prediction(index, null, null, "the network's output is not a number")
            : new Prediction(index, values, row.embedding(), null);
    }

    private void requireFeatures(final LoadedNetwork network) throws EngineException {
        if (m_job.config().hasEmbeddings() && !network.hasMethod(NetworkWriter.FEATURES_METHOD)) {
            throw new EngineException("The network \"" + m_job.network().name() + "\" gives no embeddings.",
                "Add a Replace Head node: networks with a new head give its input as embedding.");
        }
    }
}
