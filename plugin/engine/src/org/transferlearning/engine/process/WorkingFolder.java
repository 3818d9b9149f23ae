// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.transferlearning.engine.EngineException;

/** A temporary folder; closing it, or at the latest the end of this process, removes it with its content. */
public final class WorkingFolder implements AutoCloseable {

    private final Path m_path;

    /**
     * @param prefix of its name
     * @throws EngineException if no folder can be made
     */
    public WorkingFolder(final String prefix) throws EngineException {
        try {
            m_path = SessionFolder.newFolder(prefix);
        } catch (IOException ex) {
            throw new EngineException(
                "No temporary folder can be made in \"" + System.getProperty("java.io.tmpdir") + "\": " + reason(ex)
                    + ".",
                "Free some disk space, or choose another folder for temporary files in the preferences.", ex);
        }
    }

    /** Some exceptions of java.nio have only a file's name as their message. */
    private static String reason(final IOException ex) {
        if (ex instanceof AccessDeniedException) {
            return "it may not be changed";
        }
        return ex instanceof NoSuchFileException ? "it does not exist" : ex.getMessage();
    }

    /** @return the folder */
    public Path path() {
        return m_path;
    }

    /**
     * @param name of a file in the folder
     * @return its path
     */
    public Path resolve(final String name) {
        return m_path.resolve(name);
    }

    @Override
    public void close() {
        SessionFolder.deleteAll(m_path);
    }
}
