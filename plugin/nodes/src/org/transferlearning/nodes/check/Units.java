// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.check;

import java.util.Locale;

/** Measured numbers with their units. */
final class Units {

    private static final String[] BYTES = {"bytes", "KB", "MB", "GB", "TB"};

    private static final double STEP = 1024;

    private Units() {
    }

    /**
     * @param bytes how many
     * @return for example {@code 450 MB}
     */
    static String bytes(final long bytes) {
        double number = bytes;
        var unit = 0;
        while (number >= STEP && unit < BYTES.length - 1) {
            number /= STEP;
            unit++;
        }
        return number(number) + " " + BYTES[unit];
    }

    /**
     * @param seconds how many
     * @return for example {@code 12.5 ms} or {@code 2.31 s}
     */
    static String seconds(final double seconds) {
        return seconds < 1 ? number(1000 * seconds) + " ms" : number(seconds) + " s";
    }

    /**
     * @param number a positive number
     * @return with three significant digits, or as a whole number if it has more
     */
    static String number(final double number) {
        final var format = number == Math.rint(number) || number >= 100 ? "%,.0f" : number >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, number);
    }
}
