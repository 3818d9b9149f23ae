// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.util.Locale;

/** A number of things, in words. */
final class Count {

    private static final double GIGABYTE = 1 << 30;

    private Count() {
    }

    /**
     * @param number how many
     * @param noun what one of them is called
     * @return for example {@code 1 image} or {@code 2 images}
     */
    static String of(final long number, final String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /**
     * @param bytes how many
     * @return for example {@code 2.5 GB}; with two digits where there are few: a small amount must not look like none
     */
    static String gigabytes(final long bytes) {
        final var gigabytes = bytes / GIGABYTE;
        return String.format(Locale.ROOT, gigabytes < 1 ? "%.2f GB" : "%.1f GB", gigabytes);
    }
}
