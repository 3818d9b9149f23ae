// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.job.BenchmarkResult;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.process.WorkerSettings;

class BenchmarkJobTest {

    private static final String MATRICES = "Measuring the product of matrices";

    /** Notes what is done, and cancels when the job measures, if wanted. */
    private static final class Watcher implements Monitor {

        private final List<String> m_messages = new ArrayList<>();

        private final boolean m_isCanceling;

        Watcher(final boolean isCanceling) {
            m_isCanceling = isCanceling;
        }

        @Override
        public void progress(final double fraction, final String message) {
            m_messages.add(message);
        }

        @Override
        public boolean isCanceled() {
            return m_isCanceling && m_messages.contains(MATRICES);
        }
    }

    @Test
    void theWorkerTellsItsVersionsDevicesAndSpeed() throws Exception {
        final var watcher = new Watcher(false);
        final var result = Workers.engine().benchmark(Workers.network("tiny.pt"), Device.CPU, 4, 0.2, watcher);
        assertEquals("CPU", result.device());
        // the versions of the libraries that the project asks Maven for
        assertEquals(new BenchmarkResult.Versions("2.7.1", "0.35.1", "2.7.1-0.35.1"), result.versions());
        assertEquals(Runtime.getRuntime().availableProcessors(), result.hardware().processors());
        assertEquals(WorkerSettings.current().threads(), result.hardware().threads());
        // from a computer that does a thousand products of numbers in a second to one of the year 2050
        assertTrue(result.flops() > 1e3 && result.flops() < 1e18, "" + result.flops());
        assertTrue(result.imagesPerSecond() > 1e-3 && result.imagesPerSecond() < 1e9, "" + result.imagesPerSecond());
        assertTrue(watcher.m_messages.containsAll(List.of(MATRICES, "Measuring the network \"tiny\"")),
            watcher.m_messages.toString());
    }

    @Test
    void itStopsWhenItIsCanceled() throws Exception {
        final var network = Workers.network("tiny.pt");
        // it would go on for a day
        assertThrows(CancellationException.class,
            () -> Workers.engine().benchmark(network, Device.CPU, 4, 86_400, new Watcher(true)));
        assertEquals("CPU", Workers.engine().benchmark(network, Device.CPU, 1, 0, Monitor.NONE).device());
    }

    @Test
    void aNetworkThatFailsIsNamed() throws Exception {
        final var network = Workers.network("failing.pt");
        final var failure = assertThrows(EngineException.class,
            () -> Workers.engine().benchmark(network, Device.CPU, 4, 0.1, Monitor.NONE));
        assertTrue(failure.getMessage().startsWith("The network \"failing\" cannot process images"),
            failure.getMessage());
    }
}
