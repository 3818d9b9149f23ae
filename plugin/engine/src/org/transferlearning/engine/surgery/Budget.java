// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

/**
 * What following a network's code may cost: code of a few lines can be made to take years, for example by modules that
 * call each other twice.
 */
final class Budget {

    /** Networks of a thousand modules take some ten thousand steps, of about 0.1 µs and 100 bytes. */
    private static final long STEPS = 1_000_000;

    private long m_left = STEPS;

    /**
     * @param steps what is done next
     * @throws TooComplexException if that is too much
     */
    void take(final long steps) {
        m_left -= steps;
        if (m_left < 0) {
            throw new TooComplexException();
        }
    }
}
