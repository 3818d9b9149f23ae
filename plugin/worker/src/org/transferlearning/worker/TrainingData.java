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

/** The images to learn from and to measure with, decoded once. */
final class TrainingData implements AutoCloseable {

    /**
     * @param crop number of the crop in the store
     * @param label its class
     */
    record Sample(int crop, int label) {
    }

    private final CropStore m_crops;

    private final List<Sample> m_training = new ArrayList<>();

    private final List<Sample> m_validation = new ArrayList<>();

    private final List<FailedItem> m_failed = new ArrayList<>();

    private TrainingData(final CropStore crops) {
        m_crops = crops;
    }

    /**
     * Reads all images.
     *
     * @param job says what labels are possible
     * @param inbox the images
     * @param cropBytes length of a crop
     * @param report for progress
     * @return those that could be read
     * @throws EngineException if none could be read, or they cannot be kept
     * @throws IOException if the engine is gone
     */
    static TrainingData read(final Message.Train job, final Inbox inbox, final int cropBytes, final Report report)
        throws EngineException, IOException {
        final var data =
            new TrainingData(new CropStore(job.values().resolveSibling("crops.bin"), cropBytes));
        var items = 0;
        for (var crop = inbox.next(); crop != null; crop = inbox.next()) {
            items++;
            data.add(crop, job.network());
            if (items % 10 == 0) {
                report.progress(0, "Reading image " + items);
            }
        }
        if (data.m_training.isEmpty()) {
            data.close();
            throw new EngineException(
                items == 0 ? "There are no images to train on."
                    : "None of the training images could be read" + (data.m_failed.isEmpty() ? "."
                        : "; the first: " + data.m_failed.get(0).reason() + "."),
                "Check the image column and its files; the table needs at least one image that can be read.");
        }
        return data;
    }

    private void add(final Inbox.Crop crop, final Message.RunnableNetwork network) throws EngineException {
        final var item = (Message.LabeledImage)crop.item();
        if (item.label() < 0 || network.outputs() > 0 && item.label() >= network.outputs()) {
            throw new EngineException(
                "The network \"" + network.name() + "\" predicts " + network.outputs() + " classes, but image "
                    + crop.index() + " has class number " + item.label() + ", counted from 0.",
                "Add a Replace Head node.");
        }
        if (crop.bytes() == null) {
            m_failed.add(new FailedItem(crop.index(), crop.failure()));
        } else {
            (item.isValidation() ? m_validation : m_training).add(new Sample(m_crops.add(crop.bytes()), item.label()));
        }
    }

    List<FailedItem> failed() {
        return List.copyOf(m_failed);
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
     * @return their crops
     * @throws IOException if they cannot be read
     */
    List<byte[]> crops(final List<Sample> samples) throws IOException {
        final var crops = new ArrayList<byte[]>(samples.size());
        for (var sample : samples) {
            crops.add(m_crops.get(sample.crop()));
        }
        return crops;
    }

    @Override
    public void close() throws IOException {
        m_crops.close();
    }
}
