// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
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
import org.transferlearning.engine.Network;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.process.WorkerInstallation;
import org.transferlearning.engine.process.WorkerPool;
import org.transferlearning.worker.CrashingMain.Kind;

/** Whatever native code does to a worker: this process lives, says what happened, and the next job works. */
@Tag("slow")
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class WorkerCrashTest {

    /** PyTorch's parser calls itself for each of them. */
    private static final int NESTED = 400_000;

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
        final var usual = Workers.network("tiny.pt");
        final var archive = m_folder.resolve("deep.pt");
        nest(usual.archive(), archive);
        final var failure = assertThrows(EngineException.class, () -> new Engine(Workers.installation(), m_pool)
            .describe(new Network(archive, usual.spec()), Device.CPU, Monitor.NONE));
        assertTrue(failure.getMessage().startsWith("The worker process ended unexpectedly"), failure.getMessage());
    }

    @Test
    void aFullHeapIsReported() throws Exception {
        crash(Kind.HEAP, "");
    }

    @Test
    void aFullAddressSpaceIsReported() throws Exception {
        crash(Kind.MEMORY, "ulimit -v 8000000"); // kilobytes
    }

    private EngineException crash(final Kind kind, final String preparation) throws IOException {
        final var usual = Workers.installation();
        final var java = Files.writeString(m_folder.resolve("java"), String.join("\n", "#!/bin/sh", preparation,
            "for a; do", "shift", "[ \"$a\" = " + Main.class.getName() + " ] && a=" + CrashingMain.class.getName(),
            "set -- \"$@\" \"$a\"", "done",
            "exec \"" + usual.java() + "\" -D" + CrashingMain.PROPERTY + "=" + kind + " \"$@\"", ""));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        final var engine =
            new Engine(new WorkerInstallation(java, usual.classPath(), usual.nativeJars(), usual.cache()), m_pool);
        return assertThrows(EngineException.class,
            () -> engine.describe(Workers.network("tiny.pt"), Device.CPU, Monitor.NONE));
    }

    /** Copies an archive with parentheses around what its code returns. */
    private static void nest(final Path from, final Path to) throws IOException {
        try (var in = new ZipFile(from.toFile()); OutputStream file = Files.newOutputStream(to);
            var out = new ZipOutputStream(file)) {
            for (var entry : in.stream().toList()) {
                var bytes = in.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".py")) {
                    bytes = new String(bytes, StandardCharsets.UTF_8)
                        .replaceAll("return (.+)", "return " + "(".repeat(NESTED) + "$1" + ")".repeat(NESTED))
                        .getBytes(StandardCharsets.UTF_8);
                }
                final var copy = new ZipEntry(entry.getName());
                copy.setMethod(ZipEntry.STORED); // as PyTorch does
                copy.setSize(bytes.length);
                final var crc = new CRC32();
                crc.update(bytes);
                copy.setCrc(crc.getValue());
                out.putNextEntry(copy);
                out.write(bytes);
                out.closeEntry();
            }
        }
    }
}
