// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.protocol.Message;

/** Loads a network and runs it once on zeros, then its twin for the shapes within. */
final class DescribeJob {

    private final Message.Describe m_job;

    private final Report m_report;

    /**
     * @param job what to do
     * @param report for progress
     */
    DescribeJob(final Message.Describe job, final Report report) {
        m_job = job;
        m_report = report;
    }

    /**
     * @return what the network is
     * @throws EngineException if it cannot be loaded or run
     * @throws IOException if the engine is gone
     */
    Message.Described run() throws EngineException, IOException {
        final var torch = Torch.load(m_job.device(), m_report);
        m_report.progress(-1, "Loading the network");
        final List<Long> output;
        try (var network = new LoadedNetwork(m_job.network(), torch); var batch = network.newBatch()) {
            output = shape(network.run(batch.zeros(new Batch(m_job.network().preprocessing()).shape(1))));
        }
        m_report.progress(-1, "Looking at the shapes of the layers' outputs");
        List<List<Long>> shapes = null;
        String problem = null;
        try {
            shapes = m_job.twin() == null ? null : shapes(torch);
        } catch (EngineException | RuntimeException ex) {
            problem = TorchMessages.firstLine(ex);
        }
        return new Message.Described(output, shapes, problem, torch.deviceName(), torch.versions());
    }

    private List<List<Long>> shapes(final Torch torch) throws EngineException {
        try (var twin = new LoadedNetwork(m_job.network(), m_job.twin(), torch); var batch = twin.newBatch()) {
            final var zeros = batch.zeros(new Batch(m_job.network().preprocessing()).shape(1));
            return twin.outputs(Message.Describe.SHAPES_METHOD, zeros).stream()
                .map(s -> Arrays.stream(s.toLongArray()).boxed().toList()).toList();
        }
    }

    private static List<Long> shape(final NDArray array) {
        return Arrays.stream(array.getShape().getShape()).boxed().toList();
    }
}
