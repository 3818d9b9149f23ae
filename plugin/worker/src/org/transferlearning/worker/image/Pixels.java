// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

/**
 * A decoded image: uint8, HWC (height, width, 3), red, green, blue.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb the first {@code 3 * width * height} bytes are the image, row by row. The array may be longer: an image
 *            with four channels is converted in place, because a copy of a large one is expensive
 */
public record Pixels(int width, int height, byte[] rgb) {
}
