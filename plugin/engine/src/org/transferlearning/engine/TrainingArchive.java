// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.transferlearning.engine.archive.TorchArchive;
import org.transferlearning.engine.surgery.TrainingSurgery;

/**
 * An archive for training: a network that can be run, whose root has more methods.
 * {@link #FROZEN_PART} computes, once per image, what training does not change; {@link #TRAINABLE_PART} goes on from
 * there as {@code forward} does, and {@link #TRAINABLE_PART_TRAINING} with active dropout and with those batch norms
 * updating their running statistics that the {@link TrainingPlan} names. All share one set of parameters.
 *
 * <p>
 * In the frozen part, up to the boundary, dropout is never active. Whatever else a network does differently in training,
 * for example a second classifier in its middle, stays as it is in evaluation.
 *
 * @param boundary path of the module after which the network is split, {@link NetworkWriter#FEATURES_METHOD} for the
 *            split before a new head; {@code null} if there is no frozen part
 * @param inactive paths of the modules for dropout that do nothing in training, because tracing has left them out
 * @param statistics full names of the running statistics that training updates, with their numbers of elements, in the
 *            order of {@link #RUNNING_STATISTICS}
 */
public record TrainingArchive(String boundary, List<String> inactive, Map<String, Integer> statistics) {

    /**
     * From the input of {@code forward} to a tensor that depends on nothing that changes in training. Absent where
     * there is no place to split the network.
     */
    public static final String FROZEN_PART = TrainingSurgery.FROZEN;

    /**
     * From that tensor to the output of {@code forward}; without a frozen part, from the input. It may change its input.
     */
    public static final String TRAINABLE_PART = TrainingSurgery.TRAINABLE;

    /** The same in training. */
    public static final String TRAINABLE_PART_TRAINING = TrainingSurgery.TRAINING;

    /**
     * From any tensor to all running statistics that are updated, one after the other, float32 (n). Absent if there are
     * none.
     */
    public static final String RUNNING_STATISTICS = TrainingSurgery.STATISTICS;

    /**
     * From any tensor to a list of all tensors that do not change in training, themselves: frozen parameters, and
     * buffers but for those running statistics. Absent if there are none.
     */
    public static final String FROZEN_TENSORS = TrainingSurgery.KEPT;

    /**
     * Writes an archive for training. Tensors that change in training are copied as they are; of the others,
     * convolutions have got other values where they do the work of the batch norms behind them.
     *
     * @param network the network; its archive can be run as it is (see {@link NetworkWriter#materialize})
     * @param target the file to write, replaced if it exists
     * @return what was written
     * @throws EngineException if the archive is broken, a batch norm's running statistics cannot be updated, or the
     *             disk is full
     * @throws IOException if reading or writing fails
     */
    public static TrainingArchive write(final Network network, final Path target)
        throws EngineException, IOException {
        final NetworkSpec spec = network.spec();
        final Map<String, Integer> statistics = statistics(spec);
        try (var archive = TorchArchive.open(network.archive())) {
            final var surgery = new TrainingSurgery(archive, spec.name(), spec.plan().updating());
            final String boundary =
                surgery.split(spec.trainableParameters().keySet(), new ArrayList<>(statistics.keySet()));
            new ArchiveCopy(archive).withProgram(surgery.root(), surgery.code()).withFolding(surgery.folding())
                .writeTo(target);
            return new TrainingArchive(boundary, surgery.inactive(), statistics);
        }
    }

    private static Map<String, Integer> statistics(final NetworkSpec spec) throws EngineException {
        final Map<String, Integer> statistics = new LinkedHashMap<>();
        for (final String path : spec.plan().updating()) {
            final List<Layer.Tensor> buffers = spec.module(path).map(Layer::buffers).orElse(List.of());
            if (buffers.isEmpty()) {
                throw new EngineException("The layer \"" + path + "\" of the network \"" + spec.name()
                    + "\" has no running statistics that could be updated.",
                    "Keep the running statistics of this layer.");
            }
            buffers.forEach(b -> statistics.put(path + "." + b.name(), Math.toIntExact(b.size())));
        }
        return statistics;
    }

    /**
     * Takes trained values apart.
     *
     * @param values trained parameters by full name, and the result of {@link #RUNNING_STATISTICS} by that name
     * @return the values of parameters and running statistics by full name
     * @throws IOException if the running statistics cannot be read
     */
    public Map<String, FloatSource> byFullName(final Map<String, FloatSource> values) throws IOException {
        if (statistics.isEmpty()) {
            return values;
        }
        final Map<String, FloatSource> all = new LinkedHashMap<>(values);
        final FloatBuffer updated = FloatBuffer.wrap(all.remove(RUNNING_STATISTICS).toArray());
        for (final Map.Entry<String, Integer> buffer : statistics.entrySet()) {
            final float[] elements = new float[buffer.getValue()];
            updated.get(elements);
            all.put(buffer.getKey(), FloatSource.of(elements));
        }
        return all;
    }
}
