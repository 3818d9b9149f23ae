// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

/** Color conversions of 8-bit interleaved channels, in the integer arithmetic of libjpeg and PIL. */
final class Colors {

    private static final int HALF = 1 << 15;

    private Colors() {
    }

    /**
     * @param gray one channel
     * @param count pixels
     * @return three equal channels
     */
    static byte[] grayToRgb(final byte[] gray, final int count) {
        final byte[] rgb = new byte[3 * count];
        for (int i = 0, p = 0; i < count; i++) {
            final byte value = gray[i];
            rgb[p++] = value;
            rgb[p++] = value;
            rgb[p++] = value;
        }
        return rgb;
    }

    /**
     * Y, Cb, Cr (JFIF, ITU-R 601) to red, green, blue, in place, with 16 bits behind the point as libjpeg's
     * {@code jdcolor.c}.
     *
     * @param data the channels
     * @param count pixels
     * @param channels of a pixel; those after the third stay as they are
     */
    static void luminanceToRgb(final byte[] data, final int count, final int channels) {
        for (int i = 0, p = 0; i < count; i++, p += channels) {
            final int y = data[p] & 0xff;
            final int cb = (data[p + 1] & 0xff) - 128;
            final int cr = (data[p + 2] & 0xff) - 128;
            data[p] = clip(y + (91881 * cr + HALF >> 16));
            data[p + 1] = clip(y + (-22554 * cb - 46802 * cr + HALF >> 16));
            data[p + 2] = clip(y + (116130 * cb + HALF >> 16));
        }
    }

    /**
     * Four channels of ink to red, green, blue, packed to the front: {@code (255 - K) * (1 - ink)}, as PIL.
     *
     * @param data cyan, magenta, yellow and black as complements: 255 for no ink
     * @param count pixels
     * @param plainColors whether the first three channels are inks, not complements
     */
    static void inksToRgb(final byte[] data, final int count, final boolean plainColors) {
        final int flip = plainColors ? 0 : 255;
        for (int i = 0, p = 0, q = 0; i < count; i++, p += 4) {
            final int light = data[p + 3] & 0xff;
            for (int c = 0; c < 3; c++) {
                final int product = ((data[p + c] & 0xff) ^ flip) * light + 128;
                data[q++] = clip(light - ((product >> 8) + product >> 8));
            }
        }
    }

    private static byte clip(final int value) {
        return (byte)((value & ~0xff) == 0 ? value : ~value >> 31);
    }
}
