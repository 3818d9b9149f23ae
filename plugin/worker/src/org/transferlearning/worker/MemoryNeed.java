// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

/**
 * How much memory a batch needs: nearly linear in its number of images, because all that networks compute is per image.
 *
 * @param base bytes that do not depend on the number: gradients, what the optimizer remembers, prepared weights
 * @param perImage bytes
 */
record MemoryNeed(long base, long perImage) {

    /** The share of the free memory that a batch may take: other programs want some, and estimates are inexact. */
    private static final double SHARE = 0.9;

    /**
     * The line through two measurements.
     *
     * @param fewer number of images
     * @param fewerBytes what they needed
     * @param more a larger number of images
     * @param moreBytes what they needed
     * @return what any number needs
     */
    static MemoryNeed of(final int fewer, final long fewerBytes, final int more, final long moreBytes) {
        final var perImage = Math.max(0, (moreBytes - fewerBytes) / (more - fewer));
        return new MemoryNeed(Math.max(0, moreBytes - more * perImage), perImage);
    }

    /**
     * @param count number of images
     * @return the bytes that they need
     */
    long bytes(final int count) {
        return base + count * perImage;
    }

    /**
     * The largest batch size for which the memory suffices, of the asked one, its half, its quarter and so on.
     *
     * @param asked the batch size that is wanted
     * @param count number of images there are at most for the first batch
     * @param least smallest batch size that makes sense
     * @param free bytes
     * @return the batch size; 0 if the memory does not even suffice for the least
     */
    int largest(final int asked, final int count, final int least, final long free) {
        for (var size = asked; size >= least; size /= 2) {
            if (bytes(Math.min(size, count)) <= SHARE * free) {
                return size;
            }
        }
        return 0;
    }
}
