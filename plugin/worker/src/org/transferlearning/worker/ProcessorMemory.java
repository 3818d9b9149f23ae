// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.util.OptionalLong;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.process.WorkerSettings;

/**
 * The computer's memory. Linux promises more than it has and kills who takes it, so workers must know of each other;
 * other systems do not say how much a process has taken at most, so nothing is free or not as far as this knows.
 */
final class ProcessorMemory implements DeviceMemory {

    private final SystemMemory m_system;

    private final Reservations m_reservations;

    private final long m_limit;

    /**
     * @param system what the system says
     * @param reservations of all workers
     * @param limit bytes that all workers may take together for their batches
     */
    ProcessorMemory(final SystemMemory system, final Reservations reservations, final long limit) {
        m_system = system;
        m_reservations = reservations;
        m_limit = limit;
    }

    /** @return that of this process, limited by {@link WorkerSettings#memory()} */
    static ProcessorMemory current() {
        return new ProcessorMemory(SystemMemory.current(), Reservations.current(), WorkerSettings.current().memory());
    }

    @Override
    public boolean reserve(final Decision decision) throws EngineException {
        if (m_system.free().isEmpty()) {
            return decision.bytes(Free.UNKNOWN).isPresent();
        }
        return m_reservations.reserve(others -> decision.bytes(free(others)));
    }

    /** What is free, without what the others have not taken yet; and with what they have. */
    private Free free(final Reservations.Others others) {
        final var system = m_system.free().orElseThrow();
        return new Free(Math.max(0, Math.min(system - others.outstanding(), m_limit - others.reserved())),
            Math.min(system + others.resident(), m_limit));
    }

    @Override
    public boolean reset() {
        SystemCalls.releaseMemory(); // what is kept would be used again and not be noticed
        return m_system.resetPeak() && m_system.peak().isPresent();
    }

    @Override
    public long peak() {
        return m_system.peak().orElseThrow();
    }
}
