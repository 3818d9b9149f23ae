// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.transferlearning.engine.Count;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkWriter;
import org.transferlearning.engine.TrainingArchive;
import org.transferlearning.engine.process.WorkingFolder;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.engine.protocol.ParameterFile;

/** Makes the job of training a network, and the trained network from what comes back. */
final class Training {

    private final Network m_network;

    private final TrainingConfig m_config;

    private final Consumer<EpochResult> m_onEpoch;

    private final List<EpochResult> m_history = new ArrayList<>();

    private Path m_runnable;

    private TrainingArchive m_archive;

    private Path m_values;

    /**
     * @param network the network
     * @param config how to train
     * @param onEpoch takes what each epoch brought
     */
    Training(final Network network, final TrainingConfig config, final Consumer<EpochResult> onEpoch) {
        m_network = network;
        m_config = config;
        m_onEpoch = onEpoch;
    }

    /**
     * @param runnable the network as it can be run
     * @param folder for the archive for training and the trained values
     * @param monitor for the log
     * @return the job
     * @throws EngineException if the network cannot be trained as its plan says
     * @throws IOException if its archive cannot be read or that for training cannot be written
     */
    Message.Train job(final Message.RunnableNetwork runnable, final WorkingFolder folder, final Monitor monitor)
        throws EngineException, IOException {
        final var spec = m_network.spec();
        m_runnable = runnable.archive();
        m_values = folder.resolve("trained.values");
        final var target = folder.resolve("training.pt");
        m_archive = TrainingArchive.write(new Network(m_runnable, spec), target);
        monitor.log(System.Logger.Level.DEBUG, "Training \"" + spec.name() + "\": "
            + (m_archive.boundary() == null ? "no part of it is frozen up to a place where it can be split."
                : "computed once per image up to \"" + m_archive.boundary() + "\"."));
        if (!m_archive.inactive().isEmpty()) {
            monitor.log(System.Logger.Level.WARNING, "Dropout stays inactive in "
                + Count.of(m_archive.inactive().size(), "layer") + " of \"" + spec.name() + "\", the first being \""
                + m_archive.inactive().get(0) + "\": tracing has left it out of the network's code.");
        }
        return new Message.Train(runnable.withArchive(target), spec.trainableParameters(), m_config, m_values);
    }

    /** @param message what an epoch brought */
    void take(final Message message) {
        final var result = ((Message.Epoch)message).result();
        m_history.add(result);
        m_onEpoch.accept(result);
    }

    /**
     * @param trained the outcome
     * @param target file for the trained network's archive
     * @return the trained network
     * @throws EngineException if the disk is full
     * @throws IOException if the target cannot be written
     */
    TrainingResult result(final Message.Trained trained, final Path target) throws EngineException, IOException {
        final var spec = m_network.spec().trained()
            .withStep("Trained " + m_history.size() + " of " + m_config.epochs() + " epochs on " + trained.device()
                + ", kept epoch " + trained.bestEpoch() + ".");
        try (var values = ParameterFile.open(m_values)) {
            NetworkWriter.writeTrained(m_runnable, m_archive.byFullName(values.values()), spec, target);
        }
        return new TrainingResult(new Network(target, spec), List.copyOf(m_history), trained.bestEpoch(),
            trained.failed(), trained.device(), trained.notes());
    }
}
