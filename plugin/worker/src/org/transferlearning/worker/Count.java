// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

/** A number of things, in words. */
final class Count {

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
}
