// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.engine.Engine;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.transferlearning.engine.EngineException;

/**
 * Loads the native PyTorch library through DJL, which unpacks it into the cache folder if it is not there. Only one
 * process unpacks at a time, and what one that was killed has left is removed.
 */
final class NativeLibrary {

    private static final String REINSTALL =
        "Install the extension \"Transfer Learning for KNIME\" again; it brings the library along for Windows and"
            + " Linux on x86_64, Linux on aarch64, and macOS on Apple silicon.";

    private final Path m_cache = Path.of(System.getProperty("DJL_CACHE_DIR"));

    private final Path m_folder = m_cache.resolve("pytorch");

    private final Path m_marker = m_folder.resolve("complete.txt");

    /**
     * @param report for progress
     * @return DJL's PyTorch engine
     * @throws EngineException if the library is not there, or cannot be unpacked or loaded
     * @throws IOException if the engine is gone
     */
    Engine load(final Report report) throws EngineException, IOException {
        if (System.getenv("PYTORCH_LIBRARY_PATH") == null
            && Engine.class.getClassLoader().getResource("native/lib/pytorch.properties") == null) {
            throw new EngineException("The native PyTorch library for this platform ("
                + System.getProperty("os.name") + ", " + System.getProperty("os.arch") + ") is not installed.",
                REINSTALL);
        }
        try {
            return isComplete() ? Engine.getEngine("PyTorch") : unpack(report);
        } catch (RuntimeException | LinkageError | AssertionError ex) {
            throw notLoadable(ex);
        }
    }

    private Engine unpack(final Report report) throws EngineException, IOException {
        report.progress(-1, "Unpacking the native PyTorch library (the first time only)");
        try (var channel = lockFile(); var lock = channel.lock()) {
            removeLeftovers();
            final var engine = Engine.getEngine("PyTorch");
            Files.writeString(m_marker, libraries());
            return engine;
        } catch (IOException ex) {
            throw notWritable(ex);
        }
    }

    private FileChannel lockFile() throws IOException {
        Files.createDirectories(m_folder);
        return FileChannel.open(m_folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private boolean isComplete() {
        try {
            return Files.exists(m_marker) && Files.readString(m_marker).equals(libraries());
        } catch (IOException ex) { // NOSONAR: unpacking will tell
            return false;
        }
    }

    /** The jars that the library is unpacked from, with their sizes, because their names may lack the version. */
    private static String libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(File::new)
            .filter(file -> file.getName().startsWith("pytorch-")).map(file -> file.getName() + " " + file.length())
            .sorted().collect(Collectors.joining("\n"));
    }

    /** LibUtils unpacks into folders with this prefix, and moves them to their place when they are complete. */
    private void removeLeftovers() throws IOException {
        try (var folders = Files.newDirectoryStream(m_folder, "tmp*")) {
            for (var folder : folders) {
                try (var files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
                }
            }
        }
    }

    private EngineException notWritable(final IOException cause) {
        return new EngineException(
            "The native PyTorch library cannot be unpacked into the folder \"" + m_cache + "\": " + reason(cause)
                + ".",
            "Make the folder writable and free 500 MB of disk space, or start KNIME with the option"
                + " -Dorg.transferlearning.cache=<another folder>.",
            cause);
    }

    private EngineException notLoadable(final Throwable throwable) {
        for (var cause = throwable; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException ex) {
                return notWritable(ex);
            }
            if (cause instanceof LinkageError) {
                return new EngineException("The native PyTorch library cannot be loaded: " + reason(cause) + ".",
                    "If the copy in the folder \"" + m_folder + "\" is damaged, delete that folder and execute the node"
                        + " again: it is made anew.",
                    throwable);
            }
        }
        return new EngineException("The native PyTorch library cannot be loaded: " + reason(throwable) + ".", REINSTALL,
            throwable);
    }

    /** Some exceptions of java.nio have only a file's name as their message. */
    private static String reason(final Throwable throwable) {
        if (throwable instanceof AccessDeniedException ex) {
            return "\"" + ex.getFile() + "\" may not be changed";
        } else if (throwable instanceof NoSuchFileException ex) {
            return "\"" + ex.getFile() + "\" does not exist";
        } else if (throwable instanceof FileSystemException ex && ex.getReason() == null) {
            return "\"" + ex.getFile() + "\" cannot be used";
        }
        return TorchMessages.firstLine(throwable);
    }
}
