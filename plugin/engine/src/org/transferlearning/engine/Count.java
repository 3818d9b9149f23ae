// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.Locale;

/** Numbers of things in messages. */
public final class Count {

    private Count() {
    }

    /**
     * @param number how many
     * @param noun what, in the singular; its plural has an s more, or es after an s
     * @return for example {@code 1 row}, {@code 2,000 classes}
     */
    public static String of(final long number, final String noun) {
        final var ending = number == 1 ? "" : noun.endsWith("s") ? "es" : "s";
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, ending);
    }

    /**
     * @param number how many
     * @param singular a verb for one
     * @param plural the verb for more
     * @return the one that fits
     */
    public static String verb(final long number, final String singular, final String plural) {
        return number == 1 ? singular : plural;
    }
}
