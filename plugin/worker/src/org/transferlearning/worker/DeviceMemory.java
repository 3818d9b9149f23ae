// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.util.OptionalLong;
import org.transferlearning.engine.EngineException;

/** The memory that a job computes in: how much of it is free, how much the job takes, and how much it may. */
interface DeviceMemory {

    /**
     * What a job may take.
     *
     * @param now bytes that are free and that no other worker counts on
     * @param later bytes that would be free if the other workers had ended their jobs; at least {@code now}
     */
    record Free(long now, long later) {

        /** The answer of a device that does not say: what is not there fails. */
        static final Free UNKNOWN = new Free(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** How much a job takes of what is free. */
    interface Decision {
        /**
         * @param free what it may take
         * @return bytes that it is going to take; nothing if it does not take that
         * @throws EngineException if it cannot take less, and that is too much
         */
        OptionalLong bytes(Free free) throws EngineException;
    }

    /**
     * Lets a job decide how much it takes, while no other worker does.
     *
     * @param decision how much
     * @return whether it takes something; nobody else counts on that until the job has ended
     * @throws EngineException from the decision
     */
    boolean reserve(Decision decision) throws EngineException;

    /**
     * Gives back what is kept for later, and forgets how much this process has taken.
     *
     * @return whether {@link #peak} can say afterwards how much it has taken
     */
    boolean reset();

    /** @return bytes that this process has taken at most since {@link #reset}, with what it had then */
    long peak();
}
