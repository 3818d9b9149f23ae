// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.finetune;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Draws the same part of each stratum, for example of each class, at random. */
final class StratifiedPart {

    private StratifiedPart() {
    }

    /**
     * @param strata a stratum for each row, for example its class; negative for rows that take no part
     * @param part of each stratum, between 0 and 1
     * @param seed of the random numbers
     * @return the rows that were drawn; of each stratum round(n · part) rows, but at least one row stays behind, and
     *         of two rows or more at least one is drawn
     */
    static BitSet draw(final int[] strata, final double part, final long seed) {
        final var rowsByStratum = new TreeMap<Integer, List<Integer>>();
        for (var row = 0; row < strata.length; row++) {
            if (strata[row] >= 0) {
                rowsByStratum.computeIfAbsent(strata[row], s -> new ArrayList<>()).add(row);
            }
        }
        final var random = new Random(seed);
        final var drawn = new BitSet(strata.length);
        rowsByStratum.values().forEach(rows -> {
            Collections.shuffle(rows, random);
            final var count = Math.min(rows.size() - 1, Math.max(1, Math.round(rows.size() * part)));
            rows.subList(0, (int)count).forEach(drawn::set);
        });
        return drawn;
    }
}
