// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.transferlearning.engine.EngineException;

/** A folder for everything temporary of a job; closing it removes it with its content. */
final class WorkingFolder implements AutoCloseable {

    private final Path m_path;

    /** @throws EngineException if no folder can be made */
    WorkingFolder() throws EngineException {
        try {
            m_path = Files.createTempDirectory("transfer-learning-");
        } catch (IOException ex) {
            throw new EngineException(
                "No temporary folder can be made in \"" + System.getProperty("java.io.tmpdir") + "\": "
                    + ex.getMessage() + ".",
                "Free some disk space, or choose another folder for temporary files in the preferences.", ex);
        }
    }

    Path path() {
        return m_path;
    }

    Path resolve(final String name) {
        return m_path.resolve(name);
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(m_path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes)
                    throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(final Path file, final IOException ex) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(final Path folder, final IOException ex)
                    throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException ex) { // NOSONAR: a job's result does not depend on its leftovers
            m_path.toFile().deleteOnExit();
        }
    }
}
