// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.EngineException;
import org.transferlearning.worker.DeviceMemory.Free;

/** Three workers and what the system says of them, both made up. Figures in kilobytes, as the system's. */
class ReservationsTest {

    @TempDir
    private Path m_root;

    private Path m_session;

    @BeforeEach
    void create() throws Exception {
        m_session = Files.createDirectories(m_root.resolve("session"));
        Files.createFile(m_session.resolve("owner.lock"));
        Files.createFile(m_session.resolve("memory.lock"));
        write("proc/meminfo", "MemAvailable: 1000 kB\n");
        for (var pid = 1; pid <= 3; pid++) {
            resident(pid, 100);
            Files.createDirectory(folder(pid));
        }
    }

    @Test
    void aWorkerAloneMayTakeWhatIsFree() throws Exception {
        assertEquals(free(1000, 1000), seen(1));
    }

    @Test
    void whatAnotherHasReservedAndNotYetTakenIsNotFreeNowButLater() throws Exception {
        take(1, 600);
        // with all that worker 1 has: 1000 + 100
        assertEquals(free(400, 1100), seen(2));
        resident(1, 300); // 200 of the 600 are taken
        write("proc/meminfo", "MemAvailable: 800 kB\n");
        assertEquals(free(400, 1100), seen(2));
        resident(1, 900); // more than estimated
        write("proc/meminfo", "MemAvailable: 200 kB\n");
        assertEquals(free(200, 1100), seen(2));
    }

    @Test
    void allOthersCount() throws Exception {
        take(1, 600);
        take(2, 300);
        assertEquals(free(100, 1200), seen(3));
        assertEquals(free(700, 1100), seen(1)); // not its own
    }

    @Test
    void thereIsNeverLessThanNothing() throws Exception {
        take(1, 5000);
        assertEquals(free(0, 1100), seen(2));
    }

    @Test
    void theLimitIsForAllTogether() throws Exception {
        take(1, 600);
        assertEquals(free(100, 700), seen(2, 700));
    }

    @Test
    void whatADeadWorkerHasReservedIsFree() throws Exception {
        take(1, 600);
        Files.delete(m_root.resolve("proc/1/status"));
        assertEquals(free(1000, 1000), seen(2));
        take(1, 600); // the number is in use again, by a process without memory of its own
        write("proc/1/status", "Name: kthread\n");
        assertEquals(free(1000, 1000), seen(2));
    }

    @Test
    void whatAWorkerWroteWhenItWasKilledDoesNotMatter() throws Exception {
        for (var text : new String[]{"", "1", "1 2", "1 2 ", "x y z"}) {
            Files.writeString(folder(1).resolve(Reservations.FILE), text);
            assertEquals(free(1000, 1000), seen(2));
        }
    }

    @Test
    void afterAJobItsMemoryIsKeptButNotReserved() throws Exception {
        take(1, 600);
        resident(1, 700);
        write("proc/meminfo", "MemAvailable: 400 kB\n");
        assertFalse(reservations(1).endJob());
        assertEquals(free(400, 1100), seen(2));
        reservations(1).end();
        assertEquals(free(400, 400), seen(2));
    }

    @Test
    void whoWaitsIsWaitedForByNobodyAndIsGivenWhatOthersKeep() throws Exception {
        take(1, 600);
        assertFalse(memory(2, Long.MAX_VALUE).reserve(f -> OptionalLong.empty()));
        assertEquals(free(400, 1100), seen(3)); // of 1, not of 2
        assertTrue(reservations(1).endJob());
        take(2, 500);
        assertFalse(reservations(1).endJob());
    }

    @Test
    void whoHasReservedNothingKeepsNothing() {
        assertFalse(reservations(1).endJob());
        assertFalse(Files.exists(folder(1).resolve(Reservations.FILE)));
        reservations(1).end();
    }

    @Test
    void aRefusalReservesNothing() throws Exception {
        final var refusal = new EngineException("too much", "less");
        assertEquals(refusal, assertThrows(EngineException.class, () -> memory(1, Long.MAX_VALUE).reserve(f -> {
            throw refusal;
        })));
        assertEquals(free(1000, 1000), seen(2));
    }

    @Test
    void withoutTheFolderAWorkerIsAlone() throws Exception {
        take(1, 600);
        final var lost = new Reservations(m_root.resolve("gone/worker"), new SystemMemory(m_root), 2);
        assertTrue(lost.reserve(others -> OptionalLong.of(600 - others.outstanding())));
        assertFalse(lost.endJob());
    }

    @Test
    void whereTheSystemDoesNotSayEverythingIsFreeAndNothingIsReserved() throws Exception {
        Files.delete(m_root.resolve("proc/meminfo"));
        assertEquals(Free.UNKNOWN, seen(1));
        assertFalse(Files.exists(folder(1).resolve(Reservations.FILE)));
    }

    private void take(final int pid, final long kilobytes) throws EngineException {
        assertTrue(memory(pid, Long.MAX_VALUE).reserve(f -> OptionalLong.of(1024 * kilobytes)));
    }

    private Free seen(final int pid) throws EngineException {
        return seen(pid, Long.MAX_VALUE / 1024);
    }

    /** What a worker may take; it takes nothing. */
    private Free seen(final int pid, final long limit) throws EngineException {
        final var seen = new Free[1];
        memory(pid, 1024 * limit).reserve(free -> {
            seen[0] = free;
            return OptionalLong.of(0);
        });
        reservations(pid).end();
        return seen[0];
    }

    private static Free free(final long now, final long later) {
        return new Free(1024 * now, 1024 * later);
    }

    private ProcessorMemory memory(final int pid, final long limit) {
        return new ProcessorMemory(new SystemMemory(m_root), reservations(pid), limit);
    }

    private Reservations reservations(final int pid) {
        return new Reservations(folder(pid), new SystemMemory(m_root), pid);
    }

    private Path folder(final int pid) {
        return m_session.resolve("worker-" + pid);
    }

    private void resident(final int pid, final long kilobytes) throws IOException {
        write("proc/" + pid + "/status", "Name: java\nVmRSS:   " + kilobytes + " kB\n");
    }

    private void write(final String file, final String text) throws IOException {
        final var path = m_root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
