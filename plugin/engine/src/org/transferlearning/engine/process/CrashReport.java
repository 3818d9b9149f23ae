// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;

/** Files that say how a worker process ended; the newest are kept. */
final class CrashReport {

    /** Where they are, in the cache folder. */
    static final String FOLDER = "crash-reports";

    /** How many there are. */
    static final int KEPT = 20;

    /** Sorts by time. */
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss-SSS", Locale.ROOT);

    private final Path m_folder;

    /**
     * @param cache the cache folder
     */
    CrashReport(final Path cache) {
        m_folder = cache.resolve(FOLDER);
    }

    /**
     * Writes a report, and removes the oldest if there are too many.
     *
     * @param pid number of the process
     * @param text what is known
     * @param errorFile what the virtual machine wrote when it crashed; need not be there
     * @return the report's file; {@code null} if it cannot be written
     */
    Path write(final long pid, final String text, final Path errorFile) {
        try {
            Files.createDirectories(m_folder);
            final var file = m_folder.resolve("worker-" + NAME.format(LocalDateTime.now()) + "-" + pid + ".txt");
            try (var out = Files.newOutputStream(file)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                if (Files.isReadable(errorFile)) {
                    out.write('\n');
                    Files.copy(errorFile, out);
                }
            }
            removeOldest();
            return file;
        } catch (IOException ex) { // NOSONAR: the message for the user does not depend on it
            return null;
        }
    }

    private void removeOldest() throws IOException {
        try (var files = Files.list(m_folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).skip(KEPT).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
