// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import org.transferlearning.engine.Preprocessing;
import org.transferlearning.engine.Preprocessing.Channels;
import org.transferlearning.engine.job.ImageItem;

/**
 * Turns images into a network's input in two steps: the crop, uint8, which is small enough to keep for the next epoch,
 * and its normalized float32 values. The crop has the bytes that torchvision's {@code Resize} and {@code CenterCrop}
 * give for a PIL image; {@link #normalize} does what {@code ToTensor} and {@code Normalize} do. Immutable and thread
 * safe.
 */
public final class Preprocessor {

    private final Preprocessing m_preprocessing;

    /** The float32 value of each 8-bit value, per channel. */
    private final float[][] m_values;

    /**
     * @param preprocessing the steps
     */
    public Preprocessor(final Preprocessing preprocessing) {
        m_preprocessing = preprocessing;
        m_values = new float[preprocessing.channels().count()][256];
        for (int c = 0; c < m_values.length; c++) {
            final float mean = preprocessing.mean().get(c).floatValue();
            final float std = preprocessing.std().get(c).floatValue();
            for (int v = 0; v < 256; v++) {
                // float32 after each step, as torchvision
                m_values[c][v] = ((float)(v * preprocessing.scale()) - mean) / std;
            }
        }
    }

    /** @return the length of a crop in bytes: channels · crop · crop, which is also its number of float32 values */
    public int cropBytes() {
        return m_values.length * m_preprocessing.crop() * m_preprocessing.crop();
    }

    /**
     * Reads an image and crops it. To be preferred to {@link ImageReader#read} followed by {@link #toCrop}: the decoded
     * image counts against the memory for decoding until it has been cropped.
     *
     * @param item a file or its bytes
     * @return as {@link #toCrop}
     * @throws ImageException if there is no image or it cannot be read
     */
    public byte[] read(final ImageItem item) throws ImageException {
        return ImageReader.read(item, this::toCrop);
    }

    /**
     * Resizes the image's shorter side and cuts out the center, padded with zeros where the image is smaller.
     *
     * @param image decoded
     * @return uint8, HWC (crop, crop, channels), channels in the network's order
     */
    public byte[] toCrop(final Pixels image) {
        final int crop = m_preprocessing.crop();
        final var size = resizedSize(image);
        final var columns = CropRange.of(size[0], crop);
        final var rows = CropRange.of(size[1], crop);
        final var channels = m_preprocessing.channels();
        final byte[] cut = new Resampler(image, channels == Channels.GRAY)
            .resize(Kernel.bilinear(image.width(), size[0], columns.first(), columns.count()),
                Kernel.bilinear(image.height(), size[1], rows.first(), rows.count()));
        if (channels == Channels.BGR) {
            swapRedAndBlue(cut);
        }
        if (columns.count() == crop && rows.count() == crop) {
            return cut;
        }
        final byte[] padded = new byte[cropBytes()];
        final int line = columns.count() * channels.count();
        for (int y = 0; y < rows.count(); y++) {
            System.arraycopy(cut, y * line, padded,
                ((rows.padding() + y) * crop + columns.padding()) * channels.count(), line);
        }
        return padded;
    }

    /**
     * Turns a crop into the network's input.
     *
     * @param crop from {@link #toCrop}
     * @param out receives float32, HWC (crop, crop, channels): {@code (value * scale - mean) / std}
     * @param offset where to start in {@code out}
     */
    public void normalize(final byte[] crop, final float[] out, final int offset) {
        final int channels = m_values.length;
        for (int c = 0; c < channels; c++) {
            final float[] values = m_values[c];
            for (int i = c; i < crop.length; i += channels) {
                out[offset + i] = values[crop[i] & 0xff];
            }
        }
    }

    /** Width and height after torchvision's {@code Resize}: the longer side is rounded down. */
    private long[] resizedSize(final Pixels image) {
        final int resize = m_preprocessing.resize();
        final long width = image.width();
        final long height = image.height();
        if (resize == 0) {
            return new long[]{width, height};
        }
        return width <= height ? new long[]{resize, (long)((double)(resize * height) / width)}
            : new long[]{(long)((double)(resize * width) / height), resize};
    }

    private static void swapRedAndBlue(final byte[] rgb) {
        for (int i = 0; i < rgb.length; i += 3) {
            final byte red = rgb[i];
            rgb[i] = rgb[i + 2];
            rgb[i + 2] = red;
        }
    }
}
