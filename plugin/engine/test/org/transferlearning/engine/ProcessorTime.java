// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.lang.management.ManagementFactory;
import java.util.HashMap;

/**
 * Time of the processor, for limits: elapsed time depends on what else the computer does. How long a processor needs
 * depends on the computer still, so limits are stretched on one that is slower than usual.
 */
public final class ProcessorTime {

    /** Nanoseconds for {@link #yardstick} on a usual computer: a core of a server of 2023 that others use too. */
    private static final long USUAL = 600_000_000L;

    private static final int ROUNDS = 20;

    private static final int NAMES = 40_000;

    private ProcessorTime() {
    }

    /** @return nanoseconds that this thread has computed for */
    public static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /**
     * Tells whether something took too long; if it seems so, measures how fast this computer is now.
     *
     * @param used nanoseconds
     * @param limit nanoseconds on a usual computer
     * @return whether it took longer than it may on this computer
     */
    public static boolean isOver(final long used, final long limit) {
        return used > limit && used > limit * Math.max(1, (double)yardstick() / USUAL);
    }

    /** Nanoseconds for work like that of the reader, with texts and maps, but without its code. */
    private static long yardstick() {
        final long start = now();
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            final var counts = new HashMap<String, Integer>();
            for (int i = 0; i < 5 * NAMES; i++) {
                counts.merge("layer" + i % NAMES + ".weight", 1, Integer::sum);
            }
            found += counts.size();
        }
        if (found != ROUNDS * NAMES) {
            throw new IllegalStateException("The yardstick is broken: " + found);
        }
        return now() - start;
    }
}
