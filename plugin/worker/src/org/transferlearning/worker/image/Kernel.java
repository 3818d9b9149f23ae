// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

/**
 * The weights of a one-dimensional resampling: output pixel {@code i} is the sum of {@code weights[i * length + k]}
 * times input pixel {@code start[i] + k} for {@code k < count[i]}, in fixed point with {@link #PRECISION} bits.
 *
 * @param start per output pixel
 * @param count per output pixel, at least 1
 * @param weights {@code length} per output pixel
 * @param length the largest count
 */
record Kernel(int[] start, int[] count, int[] weights, int length) {

    /** Bits behind the point. 8 bits are the pixel's and two are kept free against overflow, as in PIL. */
    static final int PRECISION = 32 - 8 - 2;

    /**
     * The triangle filter, widened by the scale when the image gets smaller (antialiasing). The arithmetic, including
     * what is rounded when, is that of PIL 9.4's {@code Image.resize(…, BILINEAR)}: the same weights bit by bit.
     *
     * @param inSize pixels of the image
     * @param outSize pixels of the resized image
     * @param first the first output pixel that is wanted
     * @param wanted how many are wanted
     * @return the weights of the wanted pixels
     */
    static Kernel bilinear(final int inSize, final long outSize, final long first, final int wanted) {
        final double scale = (double)inSize / outSize;
        final double support = Math.max(scale, 1.0);
        final int length = (int)Math.ceil(support) * 2 + 1;
        final var kernel = new Kernel(new int[wanted], new int[wanted], new int[wanted * length], length);
        final double[] exact = new double[length];
        for (int i = 0; i < wanted; i++) {
            final double center = (first + i + 0.5) * scale;
            final int start = Math.max((int)(center - support + 0.5), 0);
            final int count = Math.min((int)(center + support + 0.5), inSize) - start;
            double sum = 0;
            for (int k = 0; k < count; k++) {
                exact[k] = triangle((k + start - center + 0.5) * (1.0 / support));
                sum += exact[k];
            }
            for (int k = 0; k < count; k++) {
                kernel.weights[i * length + k] = (int)(0.5 + exact[k] / sum * (1 << PRECISION));
            }
            kernel.start[i] = start;
            kernel.count[i] = count;
        }
        return kernel;
    }

    private static double triangle(final double x) {
        return Math.max(1.0 - Math.abs(x), 0.0);
    }

    /** @return how many output pixels there are */
    int size() {
        return start.length;
    }

    /** @return the first input pixel that is needed */
    int firstInput() {
        return start[0];
    }

    /** @return the input pixel after the last one that is needed; both ends grow with the output pixel */
    int endInput() {
        return start[size() - 1] + count[size() - 1];
    }
}
