// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.job.FailedItem;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.worker.Inbox.Crop;

/** The images to learn from and to measure with, read once; of each is kept what the stage needs in every epoch. */
final class TrainingData implements AutoCloseable {

    /**
     * @param number of the item in the store
     * @param target what the network is to predict for it
     */
    record Sample(int number, double[] target) {
    }

    /** What is done with the first images before they are stored. */
    interface Start {
        /**
         * @param crops uint8, HWC: as many as a batch has, or all there are
         * @param targets what the network is to predict for them
         * @throws EngineException if the network cannot be trained on batches of them
         * @throws IOException if the engine is gone
         */
        void with(List<byte[]> crops, List<double[]> targets) throws EngineException, IOException;
    }

    private final BatchSize m_batchSize;

    private final Start m_start;

    private boolean m_isStarted;

    private final Stage m_stage;

    private final Objective m_objective;

    private final ItemStore m_items;

    private final List<Sample> m_training = new ArrayList<>();

    private final List<Sample> m_validation = new ArrayList<>();

    private final List<FailedItem> m_failed = new ArrayList<>();

    /** Read, but not yet prepared and stored. */
    private final List<Crop> m_waiting = new ArrayList<>();

    /**
     * @param job says what targets are possible, and where to keep the items
     * @param stage how the network is run
     * @param batchSize how many images it takes at once
     * @param start is given the first images
     * @throws EngineException if the items cannot be kept
     */
    TrainingData(final Message.Train job, final Stage stage, final BatchSize batchSize, final Start start)
        throws EngineException {
        m_batchSize = batchSize;
        m_start = start;
        m_stage = stage;
        m_objective = Objective.of(job.network());
        m_items = new ItemStore(job.values().resolveSibling("items.bin"));
    }

    /**
     * Reads all images.
     *
     * @param inbox the images
     * @param report for progress
     * @throws EngineException if none could be read, one has a target that the network cannot learn, or they cannot be
     *             kept
     * @throws IOException if the engine is gone
     */
    void readAll(final Inbox inbox, final Report report) throws EngineException, IOException {
        var items = 0;
        for (var crop = inbox.next(); crop != null; crop = inbox.next()) {
            items++;
            m_objective.check(((Message.LabeledImage)crop.item()).target(), crop.index());
            if (crop.bytes() == null) {
                m_failed.add(new FailedItem(crop.index(), crop.failure()));
            } else {
                m_waiting.add(crop);
            }
            if (m_waiting.size() >= m_batchSize.size()) {
                store();
                report.progress(0, "Read " + items + " images");
            }
        }
        store();
        if (m_training.isEmpty()) {
            throw new EngineException(
                items == 0 ? "There are no images to train on."
                    : "None of the training images could be read" + (m_failed.isEmpty() ? "."
                        : "; the first: " + m_failed.get(0).reason() + "."),
                "Check the image column and its files; the table needs at least one image that can be read.");
        }
    }

    private void store() throws EngineException, IOException {
        if (!m_isStarted && !m_waiting.isEmpty()) {
            m_isStarted = true;
            m_start.with(m_waiting.stream().map(Crop::bytes).toList(),
                m_waiting.stream().map(c -> ((Message.LabeledImage)c.item()).target()).toList());
        }
        m_batchSize.forEach(m_waiting, 1, this::store);
        m_waiting.clear();
    }

    private boolean store(final List<Crop> crops) throws EngineException {
        final var prepared = m_stage.prepare(crops.stream().map(Crop::bytes).toList());
        for (var i = 0; i < crops.size(); i++) {
            final var item = (Message.LabeledImage)crops.get(i).item();
            final var sample = new Sample(m_items.add(prepared.get(i)), item.target());
            (item.isValidation() ? m_validation : m_training).add(sample);
        }
        return true;
    }

    Stage stage() {
        return m_stage;
    }

    List<FailedItem> failed() {
        return List.copyOf(m_failed);
    }

    /** @return the number of images to learn from */
    int trainingCount() {
        return m_training.size();
    }

    /** @return the images to measure with, in their order */
    List<Sample> validation() {
        return m_validation;
    }

    /**
     * @param random the order's source
     * @return the images to learn from, in random order
     */
    List<Sample> shuffledTraining(final Random random) {
        final var samples = new ArrayList<>(m_training);
        for (var i = samples.size() - 1; i > 0; i--) { // Fisher and Yates
            final var other = random.nextInt(i + 1);
            final var sample = samples.get(i);
            samples.set(i, samples.get(other));
            samples.set(other, sample);
        }
        return samples;
    }

    /**
     * @param samples some of the images
     * @return what has been kept of them
     * @throws IOException if it cannot be read
     */
    List<byte[]> items(final List<Sample> samples) throws IOException {
        final var items = new ArrayList<byte[]>(samples.size());
        for (var sample : samples) {
            items.add(m_items.get(sample.number()));
        }
        return items;
    }

    @Override
    public void close() throws IOException {
        m_items.close();
    }
}
