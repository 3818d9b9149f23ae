// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

/** How the tensor at a cut becomes one row of features per item, which a new head takes. */
public enum Pooling {

    /** The mean over height and width of images (n, channels, height, width), or over the length (n, channels, l). */
    AVERAGE("torch.mean(torch.reshape(%1$s, [torch.size(%1$s, 0), torch.size(%1$s, 1), -1]), [2])"),

    /** The largest value over height and width. */
    MAX("torch.amax(torch.reshape(%1$s, [torch.size(%1$s, 0), torch.size(%1$s, 1), -1]), [2])"),

    /** {@link #AVERAGE} and {@link #MAX} one behind the other: twice as many features. */
    AVERAGE_AND_MAX("torch.cat([" + AVERAGE.m_expression + ", " + MAX.m_expression + "], 1)"),

    /** The mean over the tokens of sequences (n, tokens, features); also of images (n, height, width, features). */
    MEAN("torch.mean(torch.reshape(%1$s, [torch.size(%1$s, 0), -1, torch.size(%1$s, -1)]), [1])"),

    /** The first token of sequences (n, tokens, features). */
    CLASS_TOKEN("torch.select(torch.reshape(%1$s, [torch.size(%1$s, 0), -1, torch.size(%1$s, -1)]), 1, 0)"),

    /** Nothing but one dimension for all values of an item. */
    NONE("torch.flatten(%1$s, 1)");

    private final String m_expression;

    Pooling(final String expression) {
        m_expression = expression;
    }

    /**
     * @param value a variable with the tensor
     * @return TorchScript that gives (n, features)
     */
    public String expression(final String value) {
        return m_expression.formatted(value);
    }

    /**
     * @param width number of channels, or of features per token
     * @return number of features after pooling
     */
    public int features(final int width) {
        return this == AVERAGE_AND_MAX ? 2 * width : width;
    }
}
