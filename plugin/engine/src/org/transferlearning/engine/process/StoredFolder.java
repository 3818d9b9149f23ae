// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder that this extension fills, and how much is in it; files that come or go meanwhile may be counted or not.
 *
 * @param path the folder; {@code null} if there is none yet
 * @param files how many there are in it and below
 * @param bytes their sizes together
 */
public record StoredFolder(Path path, long files, long bytes) {

    /**
     * @param cache the cache folder
     * @return where the native library is unpacked; DJL's LibUtils gives the folder its name
     */
    public static StoredFolder nativeLibrary(final Path cache) {
        return measure(cache.resolve("pytorch"));
    }

    /**
     * @param cache the cache folder
     * @return where reports of workers that crashed are kept
     */
    public static StoredFolder crashReports(final Path cache) {
        return measure(cache.resolve(CrashReport.FOLDER));
    }

    /** @return where everything temporary of this process is: networks that are ready to run, files of jobs */
    public static StoredFolder temporary() {
        return SessionFolder.path().map(StoredFolder::measure).orElse(new StoredFolder(null, 0, 0));
    }

    private static StoredFolder measure(final Path folder) {
        final var files = new AtomicLong();
        final var bytes = new AtomicLong();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
                    files.incrementAndGet();
                    bytes.addAndGet(attributes.size());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(final Path file, final IOException ex) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(final Path visited, final IOException ex) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException ex) { // NOSONAR: what cannot be listed is not counted
            return new StoredFolder(folder, files.get(), bytes.get());
        }
        return new StoredFolder(folder, files.get(), bytes.get());
    }
}
