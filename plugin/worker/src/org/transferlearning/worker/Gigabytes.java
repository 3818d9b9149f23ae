// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.util.Locale;

/** Amounts of memory in messages. */
final class Gigabytes {

    private static final double GIGABYTE = 1 << 30;

    private Gigabytes() {
    }

    /**
     * @param bytes how many
     * @return for example {@code 2.5 GB}; with two digits where there are few: a small amount must not look like none
     */
    static String of(final long bytes) {
        final var gigabytes = bytes / GIGABYTE;
        return String.format(Locale.ROOT, gigabytes < 1 ? "%.2f GB" : "%.1f GB", gigabytes);
    }
}
