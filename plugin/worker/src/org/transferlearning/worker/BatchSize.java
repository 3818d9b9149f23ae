// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.transferlearning.engine.Count;
import org.transferlearning.engine.EngineException;

/** How many images the network takes at once: as many as the user asked for, or as many as the memory allows. */
final class BatchSize {

    /**
     * What is done with a batch.
     *
     * @param <T> type of the items
     */
    interface Step<T> {
        /**
         * @param batch some items
         * @return whether to go on
         * @throws MemoryException if the memory is not sufficient and nothing has changed; or what PyTorch throws then
         * @throws EngineException if it cannot be done
         * @throws IOException if the engine is gone or a file cannot be read
         */
        boolean run(List<T> batch) throws EngineException, IOException;
    }

    private final String m_network;

    private final int m_asked;

    private int m_size;

    /** Of the first batch for which the memory was not sufficient; 0 if there was none. */
    private int m_failed;

    private final List<String> m_notes = new ArrayList<>();

    /**
     * @param network its name
     * @param asked the size that the user asked for, at least 1
     */
    BatchSize(final String network, final int asked) {
        m_network = network;
        m_asked = asked;
        m_size = asked;
    }

    /**
     * Takes fewer images at once where more are of no use; that is nothing to tell the user.
     *
     * @param images at most how many
     * @return this
     */
    BatchSize atMost(final int images) {
        m_size = Math.min(m_size, images);
        return this;
    }

    /** @return the number of images that the network takes at once */
    int size() {
        return m_size;
    }

    /**
     * Reduces the size so that the memory suffices.
     *
     * @param need of a batch
     * @param free bytes
     * @param count number of images there are at most for the first batch
     * @param least smallest size that makes sense
     * @throws EngineException if the memory does not even suffice for that
     */
    void fit(final MemoryNeed need, final long free, final int count, final int least) throws EngineException {
        final var size = need.largest(m_size, count, least, free);
        if (size == 0) {
            throw new EngineException(
                "The network \"" + m_network + "\" needs about " + Gigabytes.of(need.bytes(least))
                    + " of memory for a batch of " + Count.of(least, "image") + ", and " + Gigabytes.of(free)
                    + " are free.",
                "Close other programs or wait for other nodes, use a smaller crop size or network, or, in training,"
                    + " freeze more layers.");
        }
        if (size < m_size) {
            final var full = Math.min(m_size, count);
            m_notes.add("The batch size was reduced from " + m_asked + " to " + size + ", because a batch of "
                + Count.of(full, "image") + " needs about " + Gigabytes.of(need.bytes(full)) + " of memory and "
                + Gigabytes.of(free) + " are free.");
            m_size = size;
        }
    }

    /**
     * Does something with all items, batch by batch. If the memory is not sufficient for a batch, it is halved, and all
     * later ones are not larger.
     *
     * @param <T> type of the items
     * @param items in their order
     * @param least smallest number of items in a batch, at least 1: fewer at the end join the batch before
     * @param step what is done
     * @throws EngineException if it cannot be done, for example because of the memory with the smallest batch
     * @throws IOException if the engine is gone or a file cannot be read
     */
    <T> void forEach(final List<T> items, final int least, final Step<T> step) throws EngineException, IOException {
        var start = 0;
        while (start < items.size()) {
            final var end = Math.min(items.size(), start + m_size);
            final var batch = items.subList(start, items.size() - end < least ? items.size() : end);
            try {
                if (!step.run(batch)) {
                    return;
                }
                start += batch.size();
            } catch (MemoryException ex) {
                halve(batch.size(), least, ex);
            } catch (RuntimeException ex) {
                if (!TorchMessages.isOutOfMemory(ex)) {
                    throw ex;
                }
                halve(batch.size(), least, new MemoryException(m_network, batch.size(), ex)); // on the way to a GPU
            }
        }
    }

    private void halve(final int failed, final int least, final MemoryException cause) throws MemoryException {
        if (failed / 2 < least) {
            throw cause;
        }
        m_failed = Math.max(m_failed, failed);
        m_size = failed / 2;
    }

    /** @return what the user should know, a sentence each; empty if the size is what was asked for */
    List<String> notes() {
        final var notes = new ArrayList<>(m_notes);
        if (m_failed > 0) {
            notes.add("The batch size was reduced from " + m_asked + " to " + m_size
                + ", because the memory was not sufficient for a batch of " + Count.of(m_failed, "image") + ".");
        }
        return notes;
    }
}
