// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

/** What a network's outputs say of an item. */
public enum Task {

    /** One of several classes. Outputs are logits, or probabilities with the sum 1 after a softmax. */
    CLASSIFICATION,

    /** Any number of the classes. Outputs are logits, or probabilities independent of each other after a sigmoid. */
    MULTI_LABEL,

    /** Numbers. Outputs are scaled: each times its standard deviation plus its mean is the number. */
    REGRESSION
}
