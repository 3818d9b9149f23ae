// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.transferlearning.engine.Monitor;
import org.transferlearning.nodes.util.ItemProgress;

/** The progress bar while images go through the engine. */
class ItemProgressTest {

    private final List<Double> m_fractions = new ArrayList<>();

    private final Monitor m_whole = new Monitor() {
        @Override
        public void progress(final double fraction, final String message) {
            m_fractions.add(fraction);
        }

        @Override
        public boolean isCanceled() {
            return false;
        }
    };

    @Test
    void theBarMovesWithTheImagesAndThenWithTheEngine() {
        final var progress = new ItemProgress(m_whole, 4, 0.5);
        final var items = progress.counting(List.of("a", "b", "c", "d").iterator());
        progress.progress(0, "Starting");
        items.next();
        items.next();
        progress.progress(0, "Read 2 images");
        items.next();
        items.next();
        progress.progress(0, "Read 4 images");
        progress.progress(0.5, "Epoch 1 of 2");
        progress.progress(1, "Epoch 2 of 2");
        // half of the bar for four images: 2/4 and 4/4 of it; the other half for the engine: 0.5 + 0.5 * 0.5
        assertEquals(List.of(0.0, 0.25, 0.5, 0.75, 1.0), m_fractions);
    }

    @Test
    void noImagesAreNoProgress() {
        new ItemProgress(m_whole, 0, 1).progress(0, "Starting");
        assertEquals(List.of(0.0), m_fractions);
    }
}
