// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * A file as it was at some time, for remembering what was found in it. Take it before reading the file: then a change
 * meanwhile gives another version.
 *
 * @param path absolute
 * @param size in bytes
 * @param modified when it was changed last
 * @param key which file it is, where the file system tells; else {@code null}
 */
public record FileVersion(Path path, long size, FileTime modified, Object key) {

    /** Milliseconds; the coarsest file systems (FAT) count the time of changes in steps of two seconds. */
    private static final long CLOCK_STEP = 2_000;

    /**
     * @param file a file that exists
     * @return its version now
     * @throws IOException if it cannot be looked at
     */
    public static FileVersion of(final Path file) throws IOException {
        final var path = file.toAbsolutePath().normalize();
        final var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new FileVersion(path, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }

    /**
     * Tells whether another change would show: one right after the last may have the same time.
     *
     * @return whether what was found in this version may be remembered
     */
    public boolean isSettled() {
        return modified.toMillis() + CLOCK_STEP < System.currentTimeMillis();
    }
}
