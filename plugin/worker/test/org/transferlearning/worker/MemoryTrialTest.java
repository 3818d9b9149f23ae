// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.Task;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.protocol.Message;
import org.transferlearning.engine.protocol.MessageReader;
import org.transferlearning.engine.protocol.MessageWriter;

/** Trials in the memory of a GPU that is made up, with PyTorch's way of keeping memory, and waiting for others. */
class MemoryTrialTest {

    private static final long MEGABYTE = 1 << 20;

    private static final long TOTAL = 8000 * MEGABYTE;

    /** Of other programs, and of the network. */
    private static final long USED = 1000 * MEGABYTE;

    private final BatchSize m_size = new BatchSize("net", 64);

    private final ByteArrayOutputStream m_sent = new ByteArrayOutputStream();

    private final Inbox m_inbox = inbox();

    /** Kept by PyTorch, as if of an earlier job. */
    private long m_kept = 500 * MEGABYTE;

    private final MemoryTrial m_trial = trial(new GpuMemory(() -> usage(USED + m_kept), () -> m_kept = 0));

    @BeforeAll
    static void useTheWorkersCache() {
        WorkersCache.use();
    }

    @AfterEach
    void close() {
        m_inbox.close();
    }

    @Test
    void theNeedOfABatchIsMeasuredWhateverIsKept() {
        final var counts = new ArrayList<Integer>();
        final var need = m_trial.measure(64, count -> {
            counts.add(count);
            compute(200 + 150 * count);
        });
        assertEquals(Optional.of(new MemoryNeed(200 * MEGABYTE, 150 * MEGABYTE)), need);
        assertEquals(List.of(2, 4), counts);
        assertEquals(0, m_kept);
    }

    @Test
    void theBatchSizeIsReducedToWhatIsFree() throws Exception {
        m_trial.reserve(m_size, new MemoryNeed(200 * MEGABYTE, 150 * MEGABYTE), 64, 1);
        // 0.9 of the 7000 that are free: 200 + 32 × 150 = 5000
        assertEquals(List.of("The batch size was reduced from 64 to 32, because a batch of 64 images needs about"
            + " 9.6 GB of memory and 6.8 GB are free."), m_size.notes()); // 9800 / 1024, 7000 / 1024
    }

    @Test
    void aTrialIsNeededForMoreThanAQuarterOfWhatIsFree() throws Exception {
        m_kept = 0;
        assertFalse(m_trial.isNeeded(64, 1750 * MEGABYTE));
        assertTrue(m_trial.isNeeded(64, 1751 * MEGABYTE));
        assertFalse(m_trial.isNeeded(1, 1751 * MEGABYTE)); // there is nothing to leave out
    }

    @Test
    void aGpuThatDoesNotSayLeavesTheBatchAsItIs() throws Exception {
        final var silent = trial(new GpuMemory(() -> {
            throw new IllegalStateException("CUDA API call failed: unknown error (999)");
        }, () -> { }));
        assertFalse(silent.isNeeded(64, 1e15));
        assertEquals(Optional.empty(), silent.measure(64, count -> { }));
    }

    @Test
    void withoutMeasurementsThereIsNoEstimate() {
        assertEquals(Optional.empty(), trial(others(false)).measure(64, count -> compute(count)));
        assertEquals(Optional.empty(), m_trial.measure(64, count -> {
            throw new MemoryException("net", count, null);
        }));
    }

    @Test
    void itWaitsUntilOthersNeedLessAndSaysSo() throws Exception {
        // of 1000 MB, which suffice for 64 images, 300, 500 and then all are free; 64 × 14 / 1024 = 0.875
        trial(others(true, 300, 500, 1000)).reserve(m_size, new MemoryNeed(0, 14 * MEGABYTE), 64, 1);
        assertEquals(64, m_size.size());
        assertEquals(List.of(), m_size.notes());
        assertEquals(List.of(new Message.Progress(-1,
            "Waiting for memory that other nodes need: a batch of 64 images takes about 0.88 GB")), sent());
    }

    @Test
    void itDoesNotWaitForWhatWouldChangeNothing() throws Exception {
        // 0.9 of 1000 is not sufficient for 64 images with 20 MB each, and 0.9 of 800 is for 32
        trial(others(true, 800)).reserve(m_size, new MemoryNeed(0, 20 * MEGABYTE), 64, 1);
        assertEquals(32, m_size.size());
        assertEquals(List.of(), sent());
        final var failure = assertThrows(EngineException.class,
            () -> trial(others(true, 800)).reserve(m_size, new MemoryNeed(1000 * MEGABYTE, MEGABYTE), 64, 1));
        assertEquals("The network \"net\" needs about 0.98 GB of memory for a batch of 1 image, and 0.78 GB are free.",
            failure.getMessage()); // 1001 / 1024, 800 / 1024
    }

    @Test
    void whoWaitsCanBeCanceled() {
        m_inbox.cancel();
        assertThrows(CancellationException.class,
            () -> trial(others(true, 300, 300)).reserve(m_size, new MemoryNeed(0, 14 * MEGABYTE), 64, 1));
    }

    private void compute(final long megabytes) {
        m_kept = Math.max(m_kept, megabytes * MEGABYTE);
    }

    private static MemoryUsage usage(final long used) {
        return new MemoryUsage(-1, used, used, TOTAL); // as CudaUtils.getGpuMemory makes it
    }

    /** Memory of which at last 1000 MB are free: each time somebody asks, the next number. */
    private static DeviceMemory others(final boolean isMeasured, final long... megabytes) {
        final var asked = new int[1];
        return new DeviceMemory() {
            @Override
            public boolean reserve(final Decision decision) throws EngineException {
                return decision.bytes(new Free(megabytes[asked[0]++] * MEGABYTE, 1000 * MEGABYTE)).isPresent();
            }

            @Override
            public boolean reset() {
                return isMeasured;
            }

            @Override
            public long peak() {
                return 0;
            }
        };
    }

    private MemoryTrial trial(final DeviceMemory memory) {
        return new MemoryTrial(memory, new Torch(Engine.getEngine("PyTorch"), Device.cpu()), m_inbox,
            new Report(new MessageWriter(m_sent), m_inbox));
    }

    private Inbox inbox() {
        return new Inbox(new Message.Predict(new Message.RunnableNetwork("net", null, Workers.PREPROCESSING, 3, false,
            Task.CLASSIFICATION, List.<Target.Scale>of()),
            new PredictionConfig(64, org.transferlearning.engine.job.Device.CPU)), new MessageWriter(m_sent));
    }

    private List<Message> sent() throws Exception {
        final var reader = new MessageReader(new ByteArrayInputStream(m_sent.toByteArray()));
        final var messages = new ArrayList<Message>();
        for (var message = reader.receive(); message != null; message = reader.receive()) {
            messages.add(message);
        }
        return messages;
    }
}
