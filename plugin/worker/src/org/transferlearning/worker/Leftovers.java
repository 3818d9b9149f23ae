// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The working folder after the engine has gone: nobody else knows of it, and a network and images are large. */
final class Leftovers {

    /** What the engine calls its working folders. */
    private static final String PREFIX = "transfer-learning-";

    private Leftovers() {
    }

    /** Deletes what can be deleted of this process's working folder, which is its folder for temporary files. */
    static void delete() {
        final var folder = Path.of(System.getProperty("java.io.tmpdir"));
        if (!folder.getFileName().toString().startsWith(PREFIX)) {
            return; // started by hand: it may be everybody's
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
                    return delete(file);
                }

                @Override
                public FileVisitResult visitFileFailed(final Path file, final IOException ex) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(final Path visited, final IOException ex) {
                    return delete(visited);
                }
            });
        } catch (IOException ex) {
            System.err.println("The working folder was not deleted: " + ex.getMessage());
        }
    }

    private static FileVisitResult delete(final Path file) {
        // Windows keeps files that are open; the engine, if it is there, deletes the rest
        file.toFile().delete();
        return FileVisitResult.CONTINUE;
    }
}
