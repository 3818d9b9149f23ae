// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Finds what somebody may have meant who wrote a name that does not exist. */
final class SimilarNames {

    private static final int COUNT = 3;

    private SimilarNames() {
    }

    /**
     * @param name the name that does not exist
     * @param names those that do, in the order of their importance
     * @return the most similar ones in quotes, for example {@code "layer1", "layer2"}
     */
    static String of(final String name, final Collection<String> names) {
        return names.stream().filter(n -> !n.isEmpty()).sorted(Comparator.comparingInt(n -> distance(name, n)))
            .limit(COUNT).map(n -> '"' + n + '"').collect(Collectors.joining(", "));
    }

    /** The number of characters to insert, delete or replace (Levenshtein's distance). */
    private static int distance(final String from, final String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            final int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                final int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[to.length()];
    }
}
