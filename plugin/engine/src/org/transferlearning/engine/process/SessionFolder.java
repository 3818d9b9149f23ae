// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The folder for everything temporary of this process. It is removed when the process ends; if the process is killed,
 * by its workers or by the next process that makes such a folder.
 * <p>
 * A lock on a file in it says that its owner lives. The operating system gives the lock back however the owner ends,
 * so neither a process number that is used again nor a changed clock nor a container with numbers of its own can make a
 * folder in use look abandoned.
 */
public final class SessionFolder {

    private static final String PREFIX = "transfer-learning-";

    private static final String LOCK = "owner.lock";

    /** The file that workers lock while they agree on memory; they do not make it, or it could outlive the folder. */
    public static final String MEMORY_LOCK = "memory.lock";

    private static SessionFolder own;

    private final Path m_path;

    /** Holds the lock; never closed, so that the lock lives as long as the process. */
    private final FileChannel m_channel;

    private SessionFolder(final Path path, final FileChannel channel) {
        m_path = path;
        m_channel = channel;
    }

    /**
     * Makes a folder in this process's folder.
     *
     * @param prefix of its name
     * @return the new, empty folder
     * @throws IOException if it cannot be made
     */
    static synchronized Path newFolder(final String prefix) throws IOException {
        if (own == null || !Files.exists(own.m_path.resolve(LOCK))) { // some systems clear old temporary files
            final var parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
            sweep(parent);
            own = create(parent);
            Runtime.getRuntime().addShutdownHook(new Thread(own::delete, "Transfer learning: end of session"));
        }
        return Files.createTempDirectory(own.m_path, prefix + "-");
    }

    /** @return this process's folder; there is none before something temporary was needed */
    static synchronized Optional<Path> path() {
        return Optional.ofNullable(own).map(f -> f.m_path);
    }

    private static SessionFolder create(final Path parent) throws IOException {
        while (true) {
            final var path = Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
            try {
                final var channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
                if (channel.tryLock() != null && Files.exists(path.resolve(LOCK))) {
                    Files.createFile(path.resolve(MEMORY_LOCK));
                    return new SessionFolder(path, channel);
                }
                channel.close(); // another process swept before the lock was there
            } catch (NoSuchFileException ex) { // NOSONAR: the same, still earlier
                continue;
            }
        }
    }

    /**
     * Removes the folders of processes that have ended.
     *
     * @param parent where they are
     */
    static void sweep(final Path parent) {
        try (var folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (var folder : folders) {
                if (own == null || !folder.equals(own.m_path)) {
                    deleteAbandoned(folder);
                }
            }
        } catch (IOException ex) { // NOSONAR: leftovers hinder nobody
            return;
        }
    }

    /**
     * Removes a folder of a process that has ended.
     *
     * @param folder such a folder, or another one, which stays
     * @return whether there is no such folder any more
     */
    public static boolean deleteAbandoned(final Path folder) {
        if (!folder.getFileName().toString().startsWith(PREFIX)) {
            return true;
        }
        final var lockFile = folder.resolve(LOCK);
        try {
            try (var channel = FileChannel.open(lockFile, StandardOpenOption.WRITE); var lock = channel.tryLock()) {
                if (lock == null) {
                    return false;
                }
                deleteContent(folder, file -> !file.equals(lockFile));
                if (!isEmptyBut(lockFile)) {
                    return false; // a worker that has not ended yet has just made a file
                }
                Files.deleteIfExists(lockFile); // while it is locked: who makes a folder looks for it afterwards
            }
            Files.deleteIfExists(folder);
            return true;
        } catch (NoSuchFileException ex) { // NOSONAR: just being made, or just being removed
            deleteEmptyFolders(folder);
            return !Files.exists(folder);
        } catch (IOException | OverlappingFileLockException ex) { // NOSONAR: in use, or somebody else's
            return false;
        }
    }

    /**
     * Removes a folder if there are no files in it. Without a lock it may be somebody else's, but nobody needs it: the
     * owner of a new one looks for it afterwards, and older ones have a lock. JNA makes a worker's folder again when it
     * loads its library, even if another worker has just removed it.
     */
    private static void deleteEmptyFolders(final Path folder) {
        try {
            deleteContent(folder, file -> false);
            delete(folder);
        } catch (IOException ex) { // NOSONAR: whoever looks next tries again
            return;
        }
    }

    private void delete() {
        try {
            final var lockFile = m_path.resolve(LOCK);
            deleteContent(m_path, file -> !file.equals(lockFile));
            m_channel.close();
            if (isEmptyBut(lockFile)) {
                Files.deleteIfExists(lockFile);
                Files.deleteIfExists(m_path);
            }
        } catch (IOException ex) { // NOSONAR: the next process tries again
            return;
        }
    }

    /**
     * Removes what can be removed of a folder with its content.
     *
     * @param folder the folder; nothing happens if there is none
     */
    static void deleteAll(final Path folder) {
        try {
            deleteContent(folder, file -> true);
            Files.deleteIfExists(folder);
        } catch (IOException ex) { // NOSONAR: goes with the session's folder
            return;
        }
    }

    /** Without its lock a folder that is not empty would stay for ever, because it could be somebody else's. */
    private static boolean isEmptyBut(final Path lockFile) throws IOException {
        try (var files = Files.list(lockFile.getParent())) {
            return files.allMatch(lockFile::equals);
        }
    }

    /** Removes those files that are to go, and the folders that are empty then. */
    private static void deleteContent(final Path folder, final Predicate<Path> goes) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
                return goes.test(file) ? delete(file) : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(final Path file, final IOException ex) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(final Path visited, final IOException ex) {
                return visited.equals(folder) ? FileVisitResult.CONTINUE : delete(visited);
            }
        });
    }

    /** Windows keeps files that are open. */
    private static FileVisitResult delete(final Path file) {
        file.toFile().delete();
        return FileVisitResult.CONTINUE;
    }
}
