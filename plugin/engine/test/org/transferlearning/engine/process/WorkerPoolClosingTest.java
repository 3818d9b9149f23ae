// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.job.Device;

/** A shell script in the place of the Java program waits for its end. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WorkerPoolClosingTest {

    private static final int JOBS = 8;

    @TempDir
    private Path m_folder;

    /** Whether a job gets its worker before or after, or meanwhile, differs from time to time. */
    @RepeatedTest(20)
    void noWorkerOutlivesItsPool() throws Exception {
        final var java = Files.writeString(m_folder.resolve("java"), "#!/bin/sh\nexec sleep 600\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        final var installation = new WorkerInstallation(java, List.of(), List.of(), m_folder);
        final var pool = new WorkerPool(JOBS, Duration.ofMinutes(1));
        final var threads = Executors.newFixedThreadPool(JOBS);
        final var begun = new CountDownLatch(1);
        final var jobs = new ArrayList<Future<WorkerProcess>>();
        for (var i = 0; i < JOBS; i++) {
            jobs.add(threads.submit(() -> {
                begun.countDown();
                try {
                    return pool.take(installation, Device.CPU, Monitor.NONE).worker();
                } catch (CancellationException ex) { // NOSONAR: too late
                    return null;
                }
            }));
        }
        try {
            begun.await();
            pool.close();
            for (var job : jobs) {
                assertEquals(false, job.get() != null && ProcessHandle.of(job.get().pid()).isPresent());
            }
        } finally {
            pool.close();
            threads.shutdown();
        }
    }
}
