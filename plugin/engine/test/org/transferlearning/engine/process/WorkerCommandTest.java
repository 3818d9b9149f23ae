// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class WorkerCommandTest {

    private final WorkerCommand m_command = new WorkerCommand(
        new WorkerInstallation(Path.of("java"), List.of(Path.of("engine"), Path.of("worker.jar")),
            List.of(Path.of("native.jar")), Path.of("cache folder")), Path.of("working"));

    @Test
    void theEnvironmentIsEmptyButForWhatIsNeeded() {
        final var environment = m_command.environment(Map.of("PYTORCH_VERSION", "1.8.0", "JAVA_TOOL_OPTIONS", "-X",
            "LANG", "de_DE.UTF-8", "SECRET", "1", "CUDA_VISIBLE_DEVICES", "1"));
        assertFalse(environment.containsKey("PYTORCH_VERSION"));
        assertFalse(environment.containsKey("JAVA_TOOL_OPTIONS"));
        assertFalse(environment.containsKey("SECRET"));
        assertEquals("de_DE.UTF-8", environment.get("LANG"));
        assertEquals("1", environment.get("CUDA_VISIBLE_DEVICES"));
        assertTrue(Integer.parseInt(environment.get("OMP_NUM_THREADS")) >= 1);
    }

    @Test
    void theWorkerLearnsHowMuchMemoryItMayTake() {
        assertFalse(m_command.arguments().stream().anyMatch(a -> a.contains(WorkerSettings.MEMORY_PROPERTY)));
        System.setProperty(WorkerSettings.MEMORY_PROPERTY, "512");
        try {
            assertTrue(m_command.arguments().contains("-Dorg.transferlearning.worker.memory=512"));
        } finally {
            System.clearProperty(WorkerSettings.MEMORY_PROPERTY);
        }
    }

    @Test
    void theWorkerKeepsThePathOnWindowsOnly() {
        final var own =
            Map.of("Path", "C:\\CUDA", "SystemRoot", "C:\\Windows", "Cuda_Path", "C:\\CUDA", "Temp", "C:\\");
        final var system = System.getProperty("os.name");
        System.setProperty("os.name", "Windows 11");
        try {
            assertEquals(Set.of("Path", "SystemRoot", "Cuda_Path", "OMP_NUM_THREADS", "OMP_WAIT_POLICY"),
                m_command.environment(own).keySet());
        } finally {
            System.setProperty("os.name", system);
        }
        assertFalse(m_command.environment(own).containsKey("Path"));
        assertFalse(m_command.environment(Map.of("PATH", "/bin")).containsKey("PATH"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theAllocatorOfLinuxKeepsLargeBlocksInHugePages() {
        final var environment = m_command.environment(Map.of());
        assertEquals("1", environment.get("THP_MEM_ALLOC_ENABLE"));
        assertEquals("1", environment.get("MALLOC_ARENA_MAX"));
        assertEquals("0", environment.get("MALLOC_MMAP_MAX_"));
        assertEquals("17179869184", environment.get("MALLOC_TRIM_THRESHOLD_"));
    }

    @Test
    void theWorkerIsOfflineAndKeepsItsFilesWhereItIsTold() {
        final var arguments = m_command.arguments();
        assertEquals("java", arguments.get(0));
        assertTrue(arguments.containsAll(List.of("-Dai.djl.offline=true", "-DDJL_CACHE_DIR=cache folder",
            "-DENGINE_CACHE_DIR=cache folder", "-Djava.io.tmpdir=working")));
        assertEquals(List.of("-cp", String.join(File.pathSeparator, "engine", "worker.jar", "native.jar"),
            "org.transferlearning.worker.Main"), arguments.subList(arguments.size() - 3, arguments.size()));
    }
}
