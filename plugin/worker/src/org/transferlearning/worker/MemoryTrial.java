// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.transferlearning.engine.EngineException;

/**
 * Estimates how much memory a job needs, from two trial batches. Only for the processor's memory: what is asked of a
 * GPU and is not there fails at once, and {@link BatchSize} halves the batch then.
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

    private final SystemMemory m_memory = SystemMemory.current();

    private final Torch m_torch;

    private final Inbox m_inbox;

    /**
     * @param torch PyTorch
     * @param inbox whose decoding must not be measured
     */
    MemoryTrial(final Torch torch, final Inbox inbox) {
        m_torch = torch;
        m_inbox = inbox;
    }

    /**
     * @param count number of images in a batch
     * @param bytes a generous guess of what they need
     * @return whether a trial is worth its time: there are images to leave out, and may be too many
     */
    boolean isNeeded(final int count, final double bytes) {
        return count > 1 && !m_torch.device().isGpu() && m_memory.free().orElse(Long.MAX_VALUE) < bytes;
    }

    /** @return bytes that are free, not more than the worker may take */
    long free() {
        SystemCalls.releaseMemory();
        return m_memory.free().orElse(Long.MAX_VALUE);
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
            SystemCalls.releaseMemory(); // what is kept of earlier jobs would be used again and not be noticed
            final var before = m_memory.resident();
            if (before.isEmpty() || !m_memory.resetPeak()) {
                return Optional.empty();
            }
            run.with(fewer);
            final var fewerBytes = m_memory.peak().orElseThrow() - before.getAsLong();
            SystemCalls.releaseMemory();
            m_memory.resetPeak();
            run.with(2 * fewer);
            final var moreBytes = m_memory.peak().orElseThrow() - before.getAsLong();
            SystemCalls.releaseMemory();
            return Optional.of(MemoryNeed.of(fewer, fewerBytes, 2 * fewer, moreBytes));
        } catch (CancellationException ex) {
            throw ex;
        } catch (EngineException | IOException | RuntimeException ex) { // NOSONAR: see above
            System.err.println("[DEBUG] No estimate of the memory: " + TorchMessages.firstLine(ex));
            return Optional.empty();
        } finally {
            m_torch.restartRandomNumbers();
        }
    }
}
