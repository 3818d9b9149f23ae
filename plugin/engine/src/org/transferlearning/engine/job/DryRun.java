// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.engine.surgery.OutputShapes;

/**
 * Describes a network by running it and its twin, which tells the shapes within. The network's own run decides whether
 * it works: a twin that cannot be made or run costs only the shapes.
 */
final class DryRun {

    private List<String> m_paths = List.of();

    private String m_problem;

    /**
     * @param network the network
     * @param twin file for its twin
     * @param device where to run
     * @return the job
     */
    Message.Describe job(final Message.RunnableNetwork network, final Path twin, final Device device) {
        try {
            m_paths = OutputShapes.write(network.archive(), twin);
        } catch (EngineException | IOException e) {
            m_problem = e.getMessage();
        }
        return new Message.Describe(network, m_problem == null ? twin : null, device);
    }

    /**
     * @param outcome of the job
     * @return what the network is
     */
    Description description(final Message.Described outcome) {
        final Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (int i = 0; outcome.shapes() != null && i < m_paths.size(); i++) {
            if (!outcome.shapes().get(i).isEmpty()) {
                shapes.put(m_paths.get(i), outcome.shapes().get(i));
            }
        }
        return new Description(outcome.outputShape(), shapes, m_problem == null ? outcome.problem() : m_problem,
            outcome.device(), outcome.versions());
    }
}
