// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.SplittableRandom;

/**
 * What random numbers are drawn from. From {@link SplittableRandom}, whose sequence Java specifies, by arithmetic that
 * is the same everywhere: the same seed gives the same numbers on every machine, though not those of PyTorch.
 *
 * @param shape its form
 * @param scale the constant, the largest magnitude, or the standard deviation
 */
record Distribution(Shape shape, double scale) {

    enum Shape {
            CONSTANT, UNIFORM, NORMAL
    }

    static Distribution constant(final double value) {
        return new Distribution(Shape.CONSTANT, value);
    }

    /** Between −bound and bound. */
    static Distribution uniform(final double bound) {
        return new Distribution(Shape.UNIFORM, bound);
    }

    /** With the mean 0. */
    static Distribution normal(final double deviation) {
        return new Distribution(Shape.NORMAL, deviation);
    }

    float next(final SplittableRandom random) {
        return (float)switch (shape) {
            case CONSTANT -> scale;
            case UNIFORM -> (2 * random.nextDouble() - 1) * scale;
            case NORMAL -> scale * normal(random);
        };
    }

    /** Box and Muller 1958; the logarithm's argument is never 0. */
    private static double normal(final SplittableRandom random) {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()))
            * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
