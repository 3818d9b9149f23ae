// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {

    private static final long GIGABYTE = 1L << 30;

    @AfterEach
    void clear() {
        List.of(WorkerSettings.PROCESSES_PROPERTY, WorkerSettings.IDLE_PROPERTY, WorkerSettings.THREADS_PROPERTY,
            WorkerSettings.MEMORY_PROPERTY).forEach(System::clearProperty);
    }

    @Test
    void memoryAndCoresBoundTheNumberOfProcesses() {
        assertEquals(4, WorkerSettings.processes(8, 32 * GIGABYTE)); // half the cores
        assertEquals(3, WorkerSettings.processes(16, 15 * GIGABYTE)); // four gigabytes each
        assertEquals(2, WorkerSettings.processes(2, 16 * GIGABYTE));
        assertEquals(1, WorkerSettings.processes(8, 2 * GIGABYTE));
        assertEquals(2, WorkerSettings.processes(8, 0)); // not known
    }

    @Test
    void withoutSettingsAWorkerStaysForAMinuteAndUsesAllCores() {
        final var settings = WorkerSettings.current();
        assertEquals(Duration.ofSeconds(60), settings.idle());
        assertEquals(Runtime.getRuntime().availableProcessors(), settings.threads());
        assertTrue(settings.processes() >= 1);
        assertEquals(WorkerSettings.UNLIMITED, settings.memory());
    }

    @Test
    void propertiesSetAllOfThem() {
        System.setProperty(WorkerSettings.PROCESSES_PROPERTY, "3");
        System.setProperty(WorkerSettings.IDLE_PROPERTY, "0");
        System.setProperty(WorkerSettings.THREADS_PROPERTY, "5");
        System.setProperty(WorkerSettings.MEMORY_PROPERTY, "6144");
        assertEquals(new WorkerSettings(3, Duration.ZERO, 5, 6 * GIGABYTE), WorkerSettings.current());
    }

    @Test
    void valuesThatMakeNoSenseCountAsNone() {
        final var usual = WorkerSettings.current();
        System.setProperty(WorkerSettings.PROCESSES_PROPERTY, "0");
        System.setProperty(WorkerSettings.IDLE_PROPERTY, "long");
        System.setProperty(WorkerSettings.THREADS_PROPERTY, "-1");
        System.setProperty(WorkerSettings.MEMORY_PROPERTY, "-1");
        assertEquals(usual, WorkerSettings.current());
    }
}
