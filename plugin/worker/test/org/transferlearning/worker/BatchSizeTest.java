// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.transferlearning.engine.EngineException;

class BatchSizeTest {

    private static final long GIGABYTE = 1L << 30;

    private final BatchSize m_size = new BatchSize("net", 256);

    private final List<List<Integer>> m_batches = new ArrayList<>();

    @Test
    void aReductionIsSaidWithTheFigures() throws Exception {
        m_size.fit(new MemoryNeed(GIGABYTE, GIGABYTE / 32), 4 * GIGABYTE, 1000, 1);
        assertEquals(64, m_size.size()); // 1 + 64 / 32 = 3 of 0.9 × 4
        // 1 + 256 / 32 = 9
        assertEquals(List.of("The batch size was reduced from 256 to 64, because a batch of 256 images needs about"
            + " 9.0 GB of memory and 4.0 GB are free."), m_size.notes());
    }

    @Test
    void aReductionIsSaidFromWhatTheUserAskedFor() throws Exception {
        assertEquals(128, m_size.atMost(128).size());
        assertEquals(List.of(), m_size.notes());
        m_size.fit(new MemoryNeed(GIGABYTE, GIGABYTE / 32), 4 * GIGABYTE, 1000, 1);
        // 1 + 128 / 32 = 5
        assertEquals(List.of("The batch size was reduced from 256 to 64, because a batch of 128 images needs about"
            + " 5.0 GB of memory and 4.0 GB are free."), m_size.notes());
        assertEquals(64, m_size.atMost(100).size());
    }

    @Test
    void aRefusalNamesTheFiguresAndWhatToDo() {
        final var failure = assertThrows(EngineException.class,
            () -> m_size.fit(new MemoryNeed(GIGABYTE, GIGABYTE / 2), GIGABYTE / 4, 1000, 1));
        assertEquals("The network \"net\" needs about 1.5 GB of memory for a batch of 1 image, and 0.25 GB are free.",
            failure.getMessage());
        assertEquals("Close other programs or wait for other nodes, use a smaller crop size or network, or, in"
            + " training, freeze more layers.", failure.resolution());
    }

    @Test
    void withEnoughMemoryNothingIsSaid() throws Exception {
        m_size.fit(new MemoryNeed(0, 1), GIGABYTE, 1000, 1);
        assertEquals(256, m_size.size());
        assertEquals(List.of(), m_size.notes());
    }

    @Test
    void aSingleRestJoinsTheBatchBeforeWhereOneIsTooFew() throws Exception {
        final var size = new BatchSize("net", 3);
        size.forEach(List.of(1, 2, 3, 4, 5, 6, 7), 2, m_batches::add);
        size.forEach(List.of(1, 2, 3, 4), 1, m_batches::add);
        assertEquals(List.of(List.of(1, 2, 3), List.of(4, 5, 6, 7), List.of(1, 2, 3), List.of(4)), m_batches);
    }

    @Test
    void aBatchThatDoesNotFitIsHalvedAndNothingIsLostOrDoneTwice() throws Exception {
        m_size.forEach(IntStream.range(0, 100).boxed().toList(), 1, this::runOfTwenty);
        // 100 (all there are), 50, 25, 12
        assertEquals(IntStream.range(0, 100).boxed().toList(),
            m_batches.stream().flatMap(List::stream).toList());
        assertEquals(12, m_batches.get(0).size());
        assertEquals(List.of("The batch size was reduced from 256 to 12, because the memory was not sufficient for a"
            + " batch of 100 images."), m_size.notes());
    }

    private boolean runOfTwenty(final List<Integer> batch) throws MemoryException {
        if (batch.size() > 20) {
            throw new MemoryException("net", batch.size(), null);
        }
        return m_batches.add(batch);
    }

    /** What fails while images are on their way to a GPU comes from PyTorch itself. */
    @Test
    void theSameHoldsForWhatPyTorchSaysOfMemoryAndNotForAnythingElse() throws Exception {
        m_size.forEach(List.of(1, 2, 3, 4), 1, batch -> {
            if (batch.size() > 2) {
                throw new IllegalStateException("CUDA out of memory. Tried to allocate 2.00 MiB.");
            }
            return m_batches.add(batch);
        });
        assertEquals(List.of(List.of(1, 2), List.of(3, 4)), m_batches);
        final var other = new IllegalStateException("CUDA error: device-side assert triggered");
        assertSame(other, assertThrows(IllegalStateException.class, () -> m_size.forEach(List.of(1, 2), 1, batch -> {
            throw other;
        })));
    }

    @Test
    void withTheLeastBatchTheFailureStands() {
        final var failure = new MemoryException("net", 1, null);
        assertSame(failure, assertThrows(MemoryException.class, () -> m_size.forEach(List.of(1, 2, 3), 2, batch -> {
            throw failure;
        })));
    }

    @Test
    void aStepCanEndTheLoop() throws Exception {
        new BatchSize("net", 1).forEach(List.of(1, 2, 3), 1, batch -> {
            m_batches.add(batch);
            return batch.get(0) < 2;
        });
        assertEquals(List.of(List.of(1), List.of(2)), m_batches);
    }
}
