// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.process.WorkerInstallation;

class NativeLibraryTest {

    @TempDir
    private Path m_folder;

    @Test
    void aMissingNativeLibraryIsSaid() throws Exception {
        final var all = Workers.installation();
        final var failure =
            failure(new WorkerInstallation(all.java(), all.classPath(), List.of(), m_folder.resolve("cache")));
        assertEquals("The native PyTorch library for this platform (" + System.getProperty("os.name") + ", "
            + System.getProperty("os.arch") + ") is not installed.", failure.getMessage());
    }

    @Test
    void aCacheFolderThatCannotBeWrittenIsSaid() throws Exception {
        final var file = Files.createFile(m_folder.resolve("file"));
        final var failure = failure(withCache(file));
        assertTrue(failure.getMessage()
            .startsWith("The native PyTorch library cannot be unpacked into the folder \"" + file + "\": "),
            failure.getMessage());
        assertTrue(failure.resolution().contains("-Dorg.transferlearning.cache"), failure.resolution());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aCacheFolderThatCannotBeMadeIsSaidInWords() throws Exception {
        // nobody can make a folder there; to Linux it is the absent file's fault
        assertEquals("The native PyTorch library cannot be unpacked into the folder \"/proc/cache\": \"/proc/cache\""
            + " does not exist.", failure(withCache(Path.of("/proc/cache"))).getMessage());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void aDamagedLibraryIsSaidWithTheFolderToDelete() throws Exception {
        final var cache = m_folder.resolve("cache");
        final var unpacked = Files.createDirectories(cache.resolve("pytorch/2.7.1-20250812-cpu-linux-x86_64"));
        Files.writeString(unpacked.resolve("libtorch.so"), "damaged");
        final var failure = failure(withCache(cache));
        assertTrue(failure.getMessage().startsWith("The native PyTorch library cannot be loaded: "),
            failure.getMessage());
        assertTrue(failure.resolution().contains("\"" + cache.resolve("pytorch") + "\""), failure.resolution());
    }

    @Test
    void aMissingJavaProgramIsSaid() throws Exception {
        final var all = Workers.installation();
        final var java = m_folder.resolve("no-java");
        final var failure =
            failure(new WorkerInstallation(java, all.classPath(), all.nativeJars(), all.cache()));
        assertEquals("There is no Java program \"" + java + "\" to start the worker process with.",
            failure.getMessage());
    }

    @Test
    void aWorkerWithoutItsClassesIsSaidWithItsLastWords() throws Exception {
        final var all = Workers.installation();
        final var failure = failure(new WorkerInstallation(all.java(), List.of(m_folder), List.of(), all.cache()));
        assertTrue(failure.getMessage().startsWith("The worker process ended unexpectedly (exit code 1). Its last"
            + " words: "), failure.getMessage());
        assertTrue(failure.getMessage().contains("org.transferlearning.worker.Main"), failure.getMessage());
    }

    private static WorkerInstallation withCache(final Path cache) throws Exception {
        final var all = Workers.installation();
        return new WorkerInstallation(all.java(), all.classPath(), all.nativeJars(), cache);
    }

    private static EngineException failure(final WorkerInstallation installation) {
        return assertThrows(EngineException.class, () -> new Engine(installation)
            .describe(Workers.network("tiny.pt"), Device.CPU, Monitor.NONE));
    }
}
