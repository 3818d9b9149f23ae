// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.util.Arrays;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.protocol.Message;

/** Loads a network and runs it once on zeros. */
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
        try (var network = new LoadedNetwork(m_job.network(), torch); var batch = network.newBatch()) {
            final var zeros = batch.zeros(new Batch(m_job.network().preprocessing()).shape(1));
            final var shape = network.run(zeros).getShape().getShape();
            return new Message.Described(Arrays.stream(shape).boxed().toList(), torch.deviceName(), torch.versions());
        }
    }
}
