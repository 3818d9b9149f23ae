// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import org.transferlearning.engine.Task;

/**
 * An image with what the network is to predict for it.
 *
 * @param image the image
 * @param target by the network's task: for {@link Task#CLASSIFICATION} one number, the index of the image's class in
 *            the network's head; for {@link Task#MULTI_LABEL} one number for each class, 1 if the image has it, else 0;
 *            for {@link Task#REGRESSION} the numbers to predict, one for each output, as they are (not scaled)
 * @param isValidation whether it is for measuring and not for learning
 */
public record TrainingItem(ImageItem image, double[] target, boolean isValidation) {

    /**
     * An image of one class.
     *
     * @param image the image
     * @param label index of its class in the network's head
     * @param isValidation whether it is for measuring and not for learning
     */
    public TrainingItem(final ImageItem image, final int label, final boolean isValidation) {
        this(image, new double[]{label}, isValidation);
    }
}
