// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.job.Prediction;
import org.transferlearning.engine.protocol.Message;

/** Shell scripts in the place of the Java program end in ways that a worker should not. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WorkerProcessTest {

    @TempDir
    private Path m_folder;

    @Test
    void aMissingProgramIsSaid() {
        final var java = m_folder.resolve("java");
        assertEquals("There is no Java program \"" + java + "\" to start the worker process with.",
            assertThrows(EngineException.class, () -> start(java)).getMessage());
    }

    @Test
    void aProgramThatIsNotExecutableIsSaid() throws Exception {
        final var java = Files.createFile(m_folder.resolve("java"));
        final var message = assertThrows(EngineException.class, () -> start(java)).getMessage();
        assertTrue(message.startsWith("The Java program \"" + java + "\" cannot be started: "), message);
    }

    @Test
    void anEarlyEndIsReportedWithExitCodeAndLastWords() throws Exception {
        assertEquals("The worker process ended unexpectedly (exit code 7). Its last words: no more | paper",
            ending("echo 'no more' >&2; echo 'paper' >&2; exit 7"));
    }

    @Test
    void deathByASignalIsExplained() throws Exception {
        assertEquals("The worker process ended unexpectedly (exit code 137, killed).", ending("kill -9 $$"));
        assertEquals("The worker process ended unexpectedly (exit code 139, crashed in native code).",
            ending("kill -11 $$"));
    }

    @Test
    void aCrashIsReportedWithTheNativeFunction() throws Exception {
        Files.writeString(m_folder.resolve("hs_err.log"),
            "#\n# Problematic frame:\n# C  [libtorch_cpu.so+0x1e27c3a]  at::native::conv2d\n#\n");
        assertEquals("The worker process ended unexpectedly (exit code 134, aborted), in C  "
            + "[libtorch_cpu.so+0x1e27c3a]  at::native::conv2d.", ending("kill -6 $$"));
    }

    @Test
    void theMessageNamesAReportWithTheLastLinesAndTheSettings() throws Exception {
        try (var worker = start(script("echo '[WARN] no more paper' >&2; exit 7"))) {
            final var resolution = assertThrows(EngineException.class, () -> waitFor(worker)).resolution();
            try (var reports = Files.list(m_folder.resolve("crash-reports"))) {
                final var report = reports.findFirst().orElseThrow();
                assertTrue(resolution.endsWith("What is known of its end is in \"" + report + "\"."), resolution);
                final var text = Files.readString(report);
                assertTrue(text.contains("Its last words: no more paper"), text);
                assertTrue(text.contains("[WARN] no more paper"), text);
                assertTrue(text.contains("OMP_NUM_THREADS="), text);
            }
        }
    }

    @Test
    void theLogIsFetchedWithItsLevels() throws Exception {
        try (var worker = start(script("echo '[WARN] no more paper' >&2; echo other >&2; exit 0"))) {
            assertThrows(EngineException.class, () -> waitFor(worker));
            final var lines = new ArrayList<String>();
            worker.fetchLog((level, line) -> lines.add(level + " " + line));
            assertEquals(List.of("WARNING no more paper", "INFO other"), lines);
        }
    }

    @Test
    void outputThatIsNoMessageIsReported() throws Exception {
        assertEquals("The worker process sent something that is not a message: The stream holds 0x48656C6C where a"
            + " message should start.", ending("echo 'Hello, world'; exec sleep 600"));
    }

    @Test
    void aTruncatedMessageIsReportedAsTheEnd() throws Exception {
        assertEquals("The worker process ended unexpectedly (exit code 0).", ending("printf 'TLKW'"));
    }

    @Test
    void manyLinesOnStandardErrorDoNotBlock() throws Exception {
        assertEquals("The worker process ended unexpectedly (exit code 1). Its last words: 99997 | 99998 | 99999 |"
            + " 100000", ending("seq 100000 >&2; exit 1"));
    }

    @Test
    void aProgramThatDoesNotEndByItselfIsEnded() throws Exception {
        final var worker = start(script("trap '' TERM; exec sleep 600"));
        final var process = ProcessHandle.of(worker.pid()).orElseThrow();
        worker.close();
        assertFalse(process.isAlive());
    }

    @Test
    void aMessageThatThisProcessHasNoMemoryForIsReportedAndTheWorkerEnds() throws Exception {
        final var large = new AbstractList<Prediction>() {
            @Override
            public Prediction get(final int index) {
                throw new OutOfMemoryError("Java heap space");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        try (var worker = start(script("exec sleep 600"))) {
            worker.send(new Message.Predictions(large));
            final var failure = assertThrows(EngineException.class, () -> waitFor(worker));
            assertEquals("KNIME cannot send a message to the worker process, or read one from it:"
                + " java.lang.OutOfMemoryError: Java heap space.", failure.getMessage());
            assertTrue(failure.resolution().startsWith("Give KNIME more memory (-Xmx in knime.ini)"),
                failure.resolution());
            assertFalse(ProcessHandle.of(worker.pid()).map(ProcessHandle::isAlive).orElse(false));
        }
    }

    @Test
    void waitingIsNotEndedByAnInterruptWhichIsKept() throws Exception {
        try (var worker = start(script("exec sleep 600"))) {
            Thread.currentThread().interrupt();
            assertEquals(null, worker.receive(20));
            assertTrue(Thread.interrupted());
        }
    }

    private String ending(final String script) throws Exception {
        try (var worker = start(script(script))) {
            return assertThrows(EngineException.class, () -> waitFor(worker)).getMessage();
        }
    }

    private static void waitFor(final WorkerProcess worker) throws EngineException {
        while (worker.receive(100) == null) {
            continue;
        }
    }

    private WorkerProcess start(final Path java) throws EngineException {
        return WorkerProcess.start(new WorkerInstallation(java, List.of(), List.of(), m_folder), m_folder);
    }

    private Path script(final String text) throws IOException {
        final var file = Files.writeString(Files.createTempFile(m_folder, "java", ""), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
