// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import java.util.Arrays;

/**
 * Resizes a part of an image: first along the rows, rounded to 8 bits, then along the columns, rounded to 8 bits, as
 * PIL does. Only the input rows and output columns that the part needs are touched.
 */
final class Resampler {

    private static final int HALF = 1 << (Kernel.PRECISION - 1);

    private final Pixels m_image;

    private final boolean m_gray;

    /**
     * @param image decoded
     * @param gray whether it is converted to one channel of luminance before it is resized
     */
    Resampler(final Pixels image, final boolean gray) {
        m_image = image;
        m_gray = gray;
    }

    /**
     * @param columns weights along a row
     * @param rows weights along a column
     * @return uint8, HWC (rows, columns, 3 or 1)
     */
    byte[] resize(final Kernel columns, final Kernel rows) {
        final int firstRow = rows.firstInput();
        final int needed = rows.endInput() - firstRow;
        final int line = columns.size() * (m_gray ? 1 : 3);
        final byte[] between = new byte[needed * line];
        final byte[] luminance = m_gray ? new byte[m_image.width()] : null;
        for (int y = 0; y < needed; y++) {
            final int source = (firstRow + y) * m_image.width() * 3;
            if (m_gray) {
                toLuminance(source, columns.firstInput(), columns.endInput(), luminance);
                resizeGrayRow(luminance, columns, between, y * line);
            } else {
                resizeRgbRow(m_image.rgb(), source, columns, between, y * line);
            }
        }
        return resizeColumns(between, line, rows, firstRow);
    }

    /** ITU-R 601-2 in PIL's fixed point: 16 bits, rounded. */
    private void toLuminance(final int source, final int first, final int end, final byte[] out) {
        final byte[] rgb = m_image.rgb();
        for (int x = first, p = source + 3 * first; x < end; x++, p += 3) {
            out[x] = (byte)((rgb[p] & 0xff) * 19595 + (rgb[p + 1] & 0xff) * 38470 + (rgb[p + 2] & 0xff) * 7471
                + 0x8000 >> 16);
        }
    }

    private static void resizeRgbRow(final byte[] in, final int source, final Kernel kernel, final byte[] out,
        final int target) {
        final int[] weights = kernel.weights();
        for (int x = 0, to = target; x < kernel.size(); x++, to += 3) {
            final int first = x * kernel.length();
            final int end = first + kernel.count()[x];
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            for (int k = first, p = source + 3 * kernel.start()[x]; k < end; k++, p += 3) {
                final int weight = weights[k];
                red += (in[p] & 0xff) * weight;
                green += (in[p + 1] & 0xff) * weight;
                blue += (in[p + 2] & 0xff) * weight;
            }
            out[to] = round(red);
            out[to + 1] = round(green);
            out[to + 2] = round(blue);
        }
    }

    private static void resizeGrayRow(final byte[] in, final Kernel kernel, final byte[] out, final int target) {
        for (int x = 0; x < kernel.size(); x++) {
            int sum = HALF;
            for (int k = 0; k < kernel.count()[x]; k++) {
                sum += (in[kernel.start()[x] + k] & 0xff) * kernel.weights()[x * kernel.length() + k];
            }
            out[target + x] = round(sum);
        }
    }

    /** Row by row, so that the inner loop runs along memory. */
    private static byte[] resizeColumns(final byte[] in, final int line, final Kernel kernel, final int firstRow) {
        final byte[] out = new byte[kernel.size() * line];
        final int[] sums = new int[line];
        for (int y = 0; y < kernel.size(); y++) {
            Arrays.fill(sums, HALF);
            for (int k = 0; k < kernel.count()[y]; k++) {
                final int weight = kernel.weights()[y * kernel.length() + k];
                final int source = (kernel.start()[y] + k - firstRow) * line;
                for (int i = 0; i < line; i++) {
                    sums[i] += (in[source + i] & 0xff) * weight;
                }
            }
            for (int i = 0; i < line; i++) {
                out[y * line + i] = round(sums[i]);
            }
        }
        return out;
    }

    /** Rounded weights may add up to slightly more than 1, hence the upper bound. */
    private static byte round(final int sum) {
        return (byte)Math.min(sum >> Kernel.PRECISION, 255);
    }
}
