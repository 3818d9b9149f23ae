// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.List;

/**
 * How an image becomes the network's input, step by step as in torchvision: decode to 8-bit channels; resize so that
 * the shorter side has {@code resize} pixels (bilinear, antialiased, 8-bit result as PIL's); center crop to
 * {@code crop} × {@code crop} pixels (padded with zeros where the image is smaller); then per channel
 * {@code (value * scale - mean) / std}. The result is float32, CHW (channels, crop, crop).
 *
 * @param resize pixels of the shorter side after resizing, at least 1; or 0 for no resizing
 * @param crop pixels of the square that is cut out, at least 1
 * @param channels the order and number of channels
 * @param scale factor for the 8-bit value 0–255: 1/255 for networks that want 0–1, 1 for networks that want 0–255
 * @param mean per channel, in the unit after scaling
 * @param std per channel, in the unit after scaling, not 0
 */
public record Preprocessing(int resize, int crop, Channels channels, double scale, List<Double> mean,
    List<Double> std) {

    /** The order and number of channels that a network expects. */
    public enum Channels {
            /** Red, green, blue: the usual order. */
            RGB(3),
            /** Blue, green, red: networks converted from Caffe. */
            BGR(3),
            /** One channel of luminance, ITU-R 601-2: 0.299 R + 0.587 G + 0.114 B, as PIL's mode L. */
            GRAY(1);

        private final int m_count;

        Channels(final int count) {
            m_count = count;
        }

        /** @return the number of channels */
        public int count() {
            return m_count;
        }
    }

    /** torchvision's ImageNet networks: resize 256, crop 224, 0–1, ImageNet mean and standard deviation. */
    public static final Preprocessing IMAGENET = new Preprocessing(256, 224, Channels.RGB, 1 / 255.0,
        List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    /** TensorFlow-style ImageNet networks: resize 256, crop 224, values in −1 … 1. */
    public static final Preprocessing INCEPTION =
        new Preprocessing(256, 224, Channels.RGB, 1 / 255.0, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));

    /** Resize 256, crop 224, values 0–255 as they are. */
    public static final Preprocessing RAW =
        new Preprocessing(256, 224, Channels.RGB, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (resize < 0) {
            throw new IllegalArgumentException("The resize length must not be negative, but is " + resize + ".");
        } else if (crop < 1) {
            throw new IllegalArgumentException("The crop size must be at least 1, but is " + crop + ".");
        } else if (!isPositive(scale)) {
            throw new IllegalArgumentException("The scale must be positive, but is " + scale + ".");
        } else if (mean.size() != channels.count() || std.size() != channels.count()) {
            throw new IllegalArgumentException("Mean and standard deviation need " + Count.of(channels.count(), "value")
                + " each for the channels " + channels + ".");
        }
        for (int i = 0; i < channels.count(); i++) {
            if (!Double.isFinite(mean.get(i))) {
                throw new IllegalArgumentException("Every mean must be a finite number.");
            } else if (!isPositive(std.get(i))) {
                throw new IllegalArgumentException("Every standard deviation must be positive.");
            }
        }
    }

    private static boolean isPositive(final double value) {
        return Double.isFinite(value) && value > 0;
    }
}
