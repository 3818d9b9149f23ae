// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.runner;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder with Eclipse bundles, whose applications are started with {@code java -jar}.
 *
 * @param folder the folder with {@code plugins} and {@code configuration}
 */
public record EclipseApplication(Path folder) {

    /**
     * Starts an application and waits for its end.
     *
     * @param vmArguments arguments of the Java program
     * @param application the id of the application
     * @param arguments its arguments
     * @param log file for its standard output and error
     * @return the exit code
     * @throws IOException if the launcher is absent or the Java program cannot be started
     * @throws InterruptedException if this thread is interrupted; the process is then ended
     */
    public int run(final List<String> vmArguments, final String application, final List<String> arguments,
        final Path log) throws IOException, InterruptedException {
        final var command = new ArrayList<>(List.of(java().toString()));
        command.addAll(vmArguments);
        command.addAll(List.of("-jar", launcher().toString(), "-nosplash", "-application", application));
        command.addAll(arguments);
        final var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
            .redirectInput(nothing());
        final var process = builder.start();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    /**
     * @return the names of the bundles, without versions
     * @throws IOException if the folder cannot be read
     */
    public List<String> bundles() throws IOException {
        // each line is: name,version,location,start level,started
        try (var lines = Files.lines(folder.resolve(
            Path.of("configuration", "org.eclipse.equinox.simpleconfigurator", "bundles.info")))) {
            return lines.filter(line -> !line.startsWith("#")).map(line -> line.split(",")[0]).toList();
        }
    }

    private Path launcher() throws IOException {
        try (var found = Files.newDirectoryStream(folder.resolve("plugins"), "org.eclipse.equinox.launcher_*.jar")) {
            for (var jar : found) {
                return jar;
            }
        }
        throw new IOException("There is no launcher in \"" + folder.resolve("plugins") + "\".");
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", isWindows() ? "java.exe" : "java");
    }

    private static File nothing() {
        return new File(isWindows() ? "NUL" : "/dev/null");
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }
}
