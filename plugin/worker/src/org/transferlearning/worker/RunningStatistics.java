// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.FloatSource;
import org.transferlearning.engine.TrainingArchive;

/** The running statistics that training updates. DJL gives no access to buffers, so the network has methods for it. */
final class RunningStatistics {

    private RunningStatistics() {
    }

    /**
     * @param network a network for training
     * @return whether there are any
     */
    static boolean areUpdated(final LoadedNetwork network) {
        return network.hasMethod(TrainingArchive.RUNNING_STATISTICS);
    }

    /**
     * @param network a network for training
     * @return how many images a batch must have: running statistics cannot be learned from one
     */
    static int leastImages(final LoadedNetwork network) {
        return areUpdated(network) ? 2 : 1;
    }

    /**
     * @param network a network for training
     * @return their values by the name of the method that gives them; empty if there are none
     * @throws EngineException if the network cannot be run
     */
    static Map<String, FloatSource> values(final LoadedNetwork network) throws EngineException {
        if (!areUpdated(network)) {
            return Map.of();
        }
        try (var batch = network.newBatch()) {
            final var values = network.runMethod(TrainingArchive.RUNNING_STATISTICS, batch.zeros(new Shape(1)));
            return Map.of(TrainingArchive.RUNNING_STATISTICS, FloatSource.of(values.toFloatArray()));
        }
    }
}
