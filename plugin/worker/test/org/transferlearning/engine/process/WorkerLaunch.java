// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts other programs the way workers are started, for benchmarks. */
public final class WorkerLaunch {

    private WorkerLaunch() {
    }

    /** @return a worker's files where this process' class path is a worker's */
    public static WorkerInstallation installation() {
        return new WorkerInstallation(WorkerInstallation.currentJava(),
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .map(Path::toAbsolutePath).toList(),
            List.of(), WorkerInstallation.defaultCache());
    }

    /**
     * @param installation a worker's files
     * @param folder for everything temporary
     * @param main the class to run
     * @param arguments of the program
     * @return a process that is set up like a worker, with its environment
     */
    public static ProcessBuilder prepare(final WorkerInstallation installation, final Path folder, final Class<?> main,
        final List<String> arguments) {
        final var worker = new WorkerCommand(installation, folder);
        final var command = new ArrayList<>(worker.arguments());
        command.set(command.size() - 1, main.getName());
        command.addAll(arguments);
        final var builder = new ProcessBuilder(command).directory(folder.toFile());
        final Map<String, String> environment = worker.environment(System.getenv());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }
}
