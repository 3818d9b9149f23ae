// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportTest {

    @TempDir
    private Path m_cache;

    @Test
    void aReportHoldsWhatTheVirtualMachineWrote() throws Exception {
        final var errorFile = Files.writeString(m_cache.resolve("hs_err.log"), "# Problematic frame");
        final var file = new CrashReport(m_cache).write(17, "what is known", errorFile);
        assertEquals(m_cache.resolve("crash-reports"), file.getParent());
        assertEquals("what is known\n# Problematic frame", Files.readString(file));
    }

    @Test
    void theNewestReportsAreKept() throws Exception {
        final var report = new CrashReport(m_cache);
        final var folder = Files.createDirectories(m_cache.resolve("crash-reports"));
        final var old = Files.writeString(folder.resolve("worker-2020-01-01-000000-000-1.txt"), "");
        for (var i = 0; i < CrashReport.KEPT; i++) {
            assertTrue(Files.exists(report.write(100 + i, "text", m_cache.resolve("none"))));
        }
        assertFalse(Files.exists(old));
        try (var files = Files.list(folder)) {
            assertEquals(CrashReport.KEPT, files.count());
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNoFailure() throws Exception {
        final var file = Files.writeString(m_cache.resolve("file"), "");
        assertNull(new CrashReport(file).write(1, "text", m_cache.resolve("none")));
    }
}
