// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

/**
 * What torchvision's {@code CenterCrop} takes of one dimension of an image.
 *
 * @param first the first pixel of the image inside the crop
 * @param count how many pixels of the image there are
 * @param padding how many zeros there are before them
 */
record CropRange(long first, int count, int padding) {

    /**
     * @param size of the image, in pixels
     * @param crop size of the crop, in pixels
     * @return the range
     */
    static CropRange of(final long size, final int crop) {
        if (size < crop) {
            // padded to the crop's size, the odd pixel at the end
            return new CropRange(0, (int)size, (int)(crop - size) / 2);
        }
        // Python's round: a half goes to the even neighbour, as Math.rint
        return new CropRange((long)Math.rint((size - crop) / 2.0), crop, 0);
    }
}
