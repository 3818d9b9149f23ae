// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.process.WorkerInstallation;
import org.transferlearning.engine.process.WorkerPool;
import org.transferlearning.worker.CrashingMain.Kind;

/** Whatever native code does to a worker: this process lives, says what happened, and the next job works. */
@Tag("slow")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@EnabledOnOs(OS.LINUX)
class WorkerCrashTest {

    @TempDir
    private Path m_folder;

    private final WorkerPool m_pool = new WorkerPool(1, Duration.ofMinutes(5));

    @BeforeEach
    void startWithoutWorkers() {
        WorkerPool.shared().endIdle(); // of other tests
    }

    @AfterEach
    void theNextJobWorksAndNothingIsLeft() throws Exception {
        new Engine(Workers.installation(), m_pool).describe(Workers.network("tiny.pt"), Device.CPU, Monitor.NONE);
        m_pool.close();
        assertEquals(0, Workers.processes(ProcessHandle.current()).count());
    }

    @Test
    void abortIsReported() throws Exception {
        final var failure = crash(Kind.ABORT, "");
        assertTrue(failure.getMessage().startsWith("The worker process ended unexpectedly (exit code 134, aborted)"),
            failure.getMessage());
    }

    @Test
    void aSegmentationFaultIsReportedWithTheFunctionAndWhatTheVirtualMachineWrote() throws Exception {
        final var failure = crash(Kind.SEGMENT, "");
        assertTrue(failure.getMessage().contains(", in C  ["), failure.getMessage());
        final var report = Files.readString(Workers.crashReport(failure));
        assertTrue(report.contains("SIGSEGV"), report);
        assertTrue(report.contains("Last progress: Crashing"), report);
    }

    @Test
    void aStackOverflowInNativeCodeIsReported() throws Exception {
        final var failure = crash(Kind.STACK, "");
        assertTrue(failure.getMessage().startsWith("The worker process ended unexpectedly (exit code 139, crashed"),
            failure.getMessage());
    }

    @Test
    void aFullHeapIsReported() throws Exception {
        crash(Kind.HEAP, "");
    }

    @Test
    void aFullAddressSpaceIsReported() throws Exception {
        crash(Kind.MEMORY, "ulimit -v 8000000"); // kilobytes
    }

    /** It comes when the job waits for it; the thread that reads it is the one that notices the end of this process. */
    @Test
    void anImageThatIsTooLargeForTheHeapIsReported() throws Exception {
        final var first = Arrays.copyOf(((ImageItem.Encoded)Workers.image(0)).bytes(), CrashingMain.SMALL);
        final var images = List.<ImageItem>of(new ImageItem.Encoded(first),
            new ImageItem.Encoded(new byte[CrashingMain.LARGE]));
        final var failure = assertThrows(EngineException.class, () -> engine(Kind.ITEM, "").predict(
            Workers.network("tiny.pt"), images.iterator(), new PredictionConfig(4, Device.CPU), Monitor.NONE,
            p -> { }));
        assertEquals("The worker process ended unexpectedly (exit code 3, out of memory).", failure.getMessage());
    }

    private EngineException crash(final Kind kind, final String preparation) throws IOException {
        final var engine = engine(kind, preparation);
        return assertThrows(EngineException.class,
            () -> engine.describe(Workers.network("tiny.pt"), Device.CPU, Monitor.NONE));
    }

    private Engine engine(final Kind kind, final String preparation) throws IOException {
        final var usual = Workers.installation();
        final var java = Files.writeString(m_folder.resolve("java"), String.join("\n", "#!/bin/sh", preparation,
            "for a; do", "shift", "[ \"$a\" = " + Main.class.getName() + " ] && a=" + CrashingMain.class.getName(),
            "set -- \"$@\" \"$a\"", "done",
            "exec \"" + usual.java() + "\" -D" + CrashingMain.PROPERTY + "=" + kind + " \"$@\"", ""));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return new Engine(new WorkerInstallation(java, usual.classPath(), usual.nativeJars(), usual.cache()), m_pool);
    }
}
