// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

/**
 * A labeled image.
 *
 * @param image the image
 * @param label index of its class in the network's head
 * @param isValidation whether it is for measuring and not for learning
 */
public record TrainingItem(ImageItem image, int label, boolean isValidation) {
}
