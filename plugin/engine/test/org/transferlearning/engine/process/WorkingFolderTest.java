// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.EngineException;

@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WorkingFolderTest {

    /** As many as a thread makes while another one removes them. */
    private static final int FILES = 200;

    @TempDir
    private Path m_temporary;

    @Test
    void aClosedFolderIsGoneWithItsContent() throws Exception {
        final var folder = new WorkingFolder("job");
        Files.createDirectories(folder.resolve("sub/folder"));
        Files.writeString(folder.resolve("sub/folder/file"), "text");
        assertTrue(Files.isDirectory(folder.path()));
        folder.close();
        assertFalse(Files.exists(folder.path()));
    }

    @Test
    void aProcessThatEndsLeavesNothing() throws Exception {
        final var owner = owner();
        owner.getOutputStream().close();
        assertEquals(0, owner.waitFor());
        assertEquals(0, count());
    }

    @Test
    void whatAKilledProcessLeftIsRemovedByTheNextAndWhatALivingOneUsesIsNot() throws Exception {
        final var killed = owner();
        final var living = owner();
        assertEquals(2, count());
        SessionFolder.sweep(m_temporary);
        assertEquals(2, count());
        killed.destroyForcibly().waitFor();
        assertEquals(2, count());
        SessionFolder.sweep(m_temporary);
        assertEquals(1, count());
        living.destroyForcibly().waitFor();
        SessionFolder.sweep(m_temporary);
        assertEquals(0, count());
    }

    @Test
    void theNextProcessSweepsByItself() throws Exception {
        owner().destroyForcibly().waitFor();
        final var next = owner();
        assertEquals(1, count());
        next.getOutputStream().close();
        next.waitFor();
        assertEquals(0, count());
    }

    /** A worker that has not noticed yet that its parent was killed; else nobody could remove the folder any more. */
    @Test
    void aFolderInWhichSomebodyStillMakesFilesKeepsItsLockUntilItIsGone() throws Exception {
        for (var i = 0; i < 50; i++) {
            final var folder = Files.createDirectory(m_temporary.resolve("transfer-learning-" + i));
            final var lock = Files.createFile(folder.resolve("owner.lock"));
            final var worker = Files.createDirectory(folder.resolve("worker"));
            final var thread = new Thread(() -> {
                try {
                    for (var file = 0; file < FILES; file++) { // not for ever: it may be faster than who removes them
                        Files.createFile(worker.resolve("file" + file));
                    }
                } catch (IOException ex) { // NOSONAR: the worker's folder is gone
                    return;
                }
            });
            thread.start();
            // whenever it is not removed, at least one file was made meanwhile
            for (var left = FILES; !SessionFolder.deleteAbandoned(folder); left--) {
                assertTrue(left > 0);
                assertTrue(Files.exists(lock));
            }
            thread.join();
            assertFalse(Files.exists(folder));
        }
    }

    @Test
    void aFolderWithoutALockIsRemovedIfThereAreNoFilesInIt() throws Exception {
        final var empty = m_temporary.resolve("transfer-learning-1");
        Files.createDirectories(empty.resolve("worker-1/sub"));
        Files.createDirectories(empty.resolve("worker-2"));
        assertTrue(SessionFolder.deleteAbandoned(empty));
        assertFalse(Files.exists(empty));
        // which may be in use, if somebody who clears old files has removed the lock
        final var file = Files.createDirectories(empty.resolve("worker-1")).resolve("file");
        Files.createFile(file);
        assertFalse(SessionFolder.deleteAbandoned(empty));
        assertTrue(Files.exists(file));
    }

    @Test
    void whereNoFolderCanBeMadeIsSaidWithTheReason() throws Exception {
        final var usual = System.getProperty("java.io.tmpdir");
        try (var own = new WorkingFolder("job")) {
            final var session = own.path().getParent();
            Files.delete(session.resolve("owner.lock")); // as systems do that clear old temporary files
            System.setProperty("java.io.tmpdir", m_temporary.resolve("gone").toString());
            final var failure = assertThrows(EngineException.class, () -> new WorkingFolder("job"));
            assertEquals("No temporary folder can be made in \"" + m_temporary.resolve("gone")
                + "\": it does not exist.", failure.getMessage());
            System.setProperty("java.io.tmpdir", usual);
            try (var next = new WorkingFolder("job")) {
                assertNotEquals(session, next.path().getParent());
            }
        } finally {
            System.setProperty("java.io.tmpdir", usual);
        }
    }

    /** A process with a working folder; it ends with its standard input. */
    private Process owner() throws Exception {
        final var owner = new ProcessBuilder(WorkerInstallation.currentJava().toString(),
            "-Djava.io.tmpdir=" + m_temporary, "-cp", System.getProperty("java.class.path"), Owner.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertEquals("ready", new BufferedReader(new InputStreamReader(owner.getInputStream())).readLine());
        return owner;
    }

    private long count() throws Exception {
        try (var folders = Files.list(m_temporary)) {
            return folders.count();
        }
    }

    /** The process's program. */
    static final class Owner {

        private Owner() {
        }

        /**
         * @param arguments none
         * @throws Exception if no folder can be made
         */
        public static void main(final String[] arguments) throws Exception {
            Files.writeString(new WorkingFolder("job").resolve("file"), "text");
            System.out.println("ready");
            System.in.read();
        }
    }
}
