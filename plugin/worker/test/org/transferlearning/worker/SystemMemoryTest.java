// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SystemMemoryTest {

    private static final String STAT = "anon 5\ninactive_anon 6\ninactive_file 100\ntotal_inactive_file 200\n";

    @TempDir
    private Path m_root;

    private SystemMemory m_memory;

    @BeforeEach
    void create() {
        m_memory = new SystemMemory(m_root);
    }

    @Test
    void withoutProcNothingIsKnown() {
        assertEquals(OptionalLong.empty(), m_memory.free());
        assertEquals(OptionalLong.empty(), m_memory.peak());
        assertFalse(m_memory.resetPeak());
    }

    @Test
    void withoutALimitTheFreeMemoryOfTheComputerCounts() throws Exception {
        write("proc/meminfo", "MemTotal:       24684096 kB\nMemAvailable:   10 kB\n");
        write("proc/self/cgroup", "0::/user.slice\n");
        write("sys/fs/cgroup/user.slice/memory.max", "max\n");
        write("sys/fs/cgroup/user.slice/memory.current", "77\n");
        assertEquals(OptionalLong.of(10240), m_memory.free());
    }

    @Test
    void theSmallestLimitOfAllGroupsAroundCounts() throws Exception {
        write("proc/meminfo", "MemAvailable:   10 kB\n");
        write("proc/self/cgroup", "0::/a/b\n");
        group("sys/fs/cgroup/a/b", "memory.max", "9000", "memory.current", "1000");
        group("sys/fs/cgroup/a", "memory.max", "5000", "memory.current", "1000");
        assertEquals(OptionalLong.of(4100), m_memory.free()); // 5000 − 1000 + 100 of files
    }

    @Test
    void theFirstVersionOfGroupsCountsToo() throws Exception {
        write("proc/meminfo", "MemAvailable:   10 kB\n");
        write("proc/self/cgroup", "5:cpu,cpuacct:/\n4:memory:/docker/1234\n0::/\n");
        group("sys/fs/cgroup/memory", "memory.limit_in_bytes", "3000", "memory.usage_in_bytes", "1000");
        assertEquals(OptionalLong.of(2200), m_memory.free()); // 3000 − 1000 + 200 of files
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thePeakOfThisProcessIsAtLeastWhatItTakes() {
        final var memory = SystemMemory.current();
        assertTrue(memory.resetPeak());
        assertTrue(memory.resident(ProcessHandle.current().pid()).getAsLong() > 1 << 20);
        assertTrue(memory.peak().getAsLong() > 1 << 20);
        assertTrue(memory.free().getAsLong() > 0);
    }

    private void group(final String folder, final String max, final String most, final String current,
        final String used) throws IOException {
        write(folder + "/" + max, most + "\n");
        write(folder + "/" + current, used + "\n");
        write(folder + "/memory.stat", STAT);
    }

    private void write(final String file, final String text) throws IOException {
        final var path = m_root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
