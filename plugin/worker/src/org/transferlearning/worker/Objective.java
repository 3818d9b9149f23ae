// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.job.EpochResult;
import org.transferlearning.engine.job.Prediction;
import org.transferlearning.engine.job.TrainingItem;
import org.transferlearning.engine.protocol.Message.RunnableNetwork;

/** What a network's outputs mean, by its task: what is learned, what is predicted, and how good that is. */
interface Objective {

    /**
     * @param network a network
     * @return its objective
     */
    static Objective of(final RunnableNetwork network) {
        return switch (network.task()) {
            case CLASSIFICATION -> new Classification(network);
            case MULTI_LABEL -> new MultiLabel(network);
            case REGRESSION -> new Regression(network);
        };
    }

    /**
     * @param target of an image, see {@link TrainingItem#target()}
     * @param index of the image, from 0
     * @throws EngineException if the network cannot learn it
     */
    void check(double[] target, long index) throws EngineException;

    /**
     * @param output float32, (n, outputs)
     * @param targets of the images, see {@link TrainingItem#target()}
     * @param batch owner of everything temporary
     * @return what training makes smaller, see {@link EpochResult}: float32, a scalar, mean over the images
     */
    NDArray loss(NDArray output, List<double[]> targets, NDManager batch);

    /**
     * @param outputs of one image
     * @return what they say, see {@link Prediction#values()}
     */
    double[] values(float[] outputs);

    /**
     * @param values of one image, from {@link #values}
     * @param target of the image
     * @return how good they are, see {@link EpochResult}
     */
    double measure(double[] values, double[] target);
}
