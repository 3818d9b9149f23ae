// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.transferlearning.engine.Count;
import org.transferlearning.engine.EngineException;

/**
 * Sees to it that a job does not take more memory than there is: estimates from two trial batches what it needs,
 * reduces its batch size if need be, and reserves the memory. If other workers have reserved what it needs, it waits
 * for them, so that results do not depend on what else runs.
 */
final class MemoryTrial {

    /** Computes with a batch as the job does, without lasting effects. */
    interface Run {
        /**
         * @param count number of images
         * @throws EngineException if it cannot be done
         * @throws IOException if images cannot be read
         */
        void with(int count) throws EngineException, IOException;
    }

    /** The share of the free memory that a job may take without a trial: much less than that is what it needs. */
    private static final double SMALL = 0.25;

    /** Milliseconds between two looks at what is free. */
    private static final int POLL = 100;

    private final DeviceMemory m_memory;

    private final Torch m_torch;

    private final Inbox m_inbox;

    private final Report m_report;

    /**
     * @param memory of the device that the job computes on
     * @param torch PyTorch
     * @param inbox whose decoding must not be measured
     * @param report for progress
     */
    MemoryTrial(final DeviceMemory memory, final Torch torch, final Inbox inbox, final Report report) {
        m_memory = memory;
        m_torch = torch;
        m_inbox = inbox;
        m_report = report;
    }

    /**
     * @param torch PyTorch, which says where the job computes
     * @param inbox whose decoding must not be measured
     * @param report for progress
     * @return a trial in the memory of that device
     */
    static MemoryTrial of(final Torch torch, final Inbox inbox, final Report report) {
        return new MemoryTrial(torch.device().isGpu() ? GpuMemory.of(torch.device()) : ProcessorMemory.current(), torch,
            inbox, report);
    }

    /**
     * Tells whether a trial is worth its time: there are images to leave out, and may be too many. If there are not too
     * many, what they may need is reserved.
     *
     * @param count number of images in a batch
     * @param bytes a generous guess of what they need
     * @return whether it is
     * @throws EngineException never: there is no estimate yet that could be too much
     */
    boolean isNeeded(final int count, final double bytes) throws EngineException {
        return count > 1 && !m_memory.reserve(free -> bytes <= SMALL * free.now() ? OptionalLong.of((long)bytes)
            : OptionalLong.empty());
    }

    /**
     * Reduces the batch size so that the memory suffices, and reserves it; waits if the other workers need it.
     *
     * @param size the batch size
     * @param need of a batch
     * @param count number of images there are at most for the first batch
     * @param least smallest size that makes sense
     * @throws EngineException if the memory would not even suffice for that without the others
     * @throws IOException if the engine is gone
     * @throws CancellationException if the engine does not want the result any more
     */
    void reserve(final BatchSize size, final MemoryNeed need, final int count, final int least)
        throws EngineException, IOException {
        m_memory.reset();
        final DeviceMemory.Decision fit = free -> {
            if (need.largest(size.size(), count, least, free.now()) < need.largest(size.size(), count, least,
                free.later())) {
                return OptionalLong.empty();
            }
            size.fit(need, free.now(), count, least);
            return OptionalLong.of(need.bytes(Math.min(size.size(), count)));
        };
        if (!m_memory.reserve(fit)) {
            m_report.progress(-1, "Waiting for memory that other nodes need: a batch of "
                + Count.of(Math.min(size.size(), count), "image") + " takes about "
                + Gigabytes.of(need.bytes(Math.min(size.size(), count))));
            do {
                sleep();
                m_report.checkCanceled();
            } while (!m_memory.reserve(fit));
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException ex) { // nobody does
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Measures.
     *
     * @param count number of images in a batch, at least 2
     * @param run computes
     * @return what a batch needs; nothing if that cannot be measured or the network cannot be run: that is left to the
     *         job to say
     */
    Optional<MemoryNeed> measure(final int count, final Run run) {
        final var fewer = count < 4 ? 1 : 2;
        m_inbox.awaitDecoding();
        try {
            if (!m_memory.reset()) {
                return Optional.empty();
            }
            final var before = m_memory.peak();
            run.with(fewer);
            final var fewerBytes = m_memory.peak() - before;
            m_memory.reset();
            run.with(2 * fewer);
            final var moreBytes = m_memory.peak() - before;
            return Optional.of(MemoryNeed.of(fewer, fewerBytes, 2 * fewer, moreBytes));
        } catch (CancellationException ex) {
            throw ex;
        } catch (EngineException | IOException | RuntimeException ex) { // NOSONAR: see above
            System.err.println("[DEBUG] No estimate of the memory: " + TorchMessages.firstLine(ex));
            return Optional.empty();
        } finally {
            m_memory.reset();
            m_torch.restartRandomNumbers();
        }
    }
}
