// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/** Finds the data that tests read, from wherever they are started inside the repository. */
public final class TestData {

    private TestData() {
    }

    /**
     * @param path below this module's {@code test-data}
     * @return the file
     */
    public static Path file(final String path) {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            for (final var candidate : new String[]{"test-data", "plugin/worker/test-data"}) {
                final var file = folder.resolve(candidate).resolve(path);
                if (Files.exists(file)) {
                    return file;
                }
            }
        }
        throw new IllegalStateException("Not found from the working folder upwards: " + path);
    }

    /**
     * @param path below {@code test-data}
     * @return the file's bytes
     */
    public static byte[] bytes(final String path) {
        try {
            return Files.readAllBytes(file(path));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Finds real networks and photos, which are not part of the repository, and skips the test without them.
     *
     * @param path below the folder of shared data
     * @return the file or folder
     */
    public static Path shared(final String path) {
        final var property = System.getProperty("transferlearning.shared");
        if (property != null && Files.exists(Path.of(property, path))) {
            return Path.of(property, path);
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            final var file = folder.resolve("shared/data").resolve(path);
            if (Files.exists(file)) {
                return file;
            }
        }
        return Assumptions.abort("There is no shared data: " + path);
    }
}
