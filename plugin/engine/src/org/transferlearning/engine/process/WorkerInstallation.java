// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.transferlearning.engine.EngineException;

/**
 * The files of a worker process.
 *
 * @param java the Java program
 * @param classPath the engine's and the worker's classes and the libraries, folders or jars
 * @param nativeJars the native PyTorch library of this platform; empty if there is none
 * @param cache folder where the native library is unpacked once, about 450 MB; made if absent
 */
public record WorkerInstallation(Path java, List<Path> classPath, List<Path> nativeJars, Path cache) {

    /** System property that overrides where the cache folder is. */
    public static final String CACHE_PROPERTY = "org.transferlearning.cache";

    private static final String CACHE_NAME = "transfer-learning-for-knime";

    /** Copies the lists. */
    public WorkerInstallation {
        classPath = List.copyOf(classPath);
        nativeJars = List.copyOf(nativeJars);
    }

    /**
     * Finds the files in the bundles of the running platform.
     *
     * @return this platform's installation
     * @throws EngineException if a bundle is absent or its files cannot be read
     */
    public static WorkerInstallation fromBundles() throws EngineException {
        try {
            return new BundleFiles().installation();
        } catch (IOException ex) {
            throw new EngineException("The files of the worker process cannot be read: " + ex.getMessage() + ".",
                "Check that the disk is not full and that the installation is readable, or reinstall the extension.",
                ex);
        }
    }

    /** @return the Java program that runs this process */
    public static Path currentJava() {
        return Path.of(System.getProperty("java.home"), "bin", isWindows() ? "java.exe" : "java");
    }

    /** @return the cache folder of this user, or the one that the system property names */
    public static Path defaultCache() {
        final var property = System.getProperty(CACHE_PROPERTY);
        if (property != null && !property.isBlank()) {
            return Path.of(property).toAbsolutePath();
        }
        return userCache().resolve(CACHE_NAME);
    }

    private static Path userCache() {
        final var home = home(System.getProperty("user.home"), System.getenv("HOME"));
        final var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches");
        }
        final var folder = System.getenv(isWindows() ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
        if (folder != null && !folder.isBlank() && Path.of(folder).isAbsolute()) {
            return Path.of(folder);
        }
        return isWindows() ? home.resolve("AppData").resolve("Local") : home.resolve(".cache");
    }

    /** The user's home; where the user has no name, as in some containers, Java knows none and calls it "?". */
    static Path home(final String java, final String environment) {
        final var home = Path.of(java);
        if (home.isAbsolute() || environment == null) {
            return home.toAbsolutePath(); // a worker has another working folder
        }
        return Path.of(environment).toAbsolutePath();
    }

    static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    static boolean isLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    }

    /** @return all class path entries in the form that the Java program takes */
    String classPathArgument() {
        return Stream.concat(classPath.stream(), nativeJars.stream()).map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    }
}
