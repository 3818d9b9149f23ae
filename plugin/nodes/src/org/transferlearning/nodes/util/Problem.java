// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.util;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeLogger;
import org.knime.core.node.message.Message;
import org.transferlearning.engine.EngineException;

/**
 * Something that the user has to know and can do something about, on its way to becoming a message on a node.
 *
 * @param summary what is wrong, with the name of the thing: one sentence
 * @param resolution what the user can do, in the dialog or upstream: one sentence
 * @param cause for the log; may be {@code null}
 */
public record Problem(String summary, String resolution, Throwable cause) {

    private static final NodeLogger LOGGER = NodeLogger.getLogger(Problem.class);

    /**
     * @param summary what is wrong
     * @param resolution what the user can do
     */
    public Problem(final String summary, final String resolution) {
        this(summary, resolution, null);
    }

    /**
     * @param exception from the engine
     * @return the same as a problem
     */
    public static Problem of(final EngineException exception) {
        return new Problem(exception.getMessage(), exception.resolution(), exception);
    }

    /**
     * @param exception from reading or writing a file
     * @return what it means to a user
     */
    public static Problem of(final IOException exception) {
        final var text = String.valueOf(exception.getMessage());
        final var file = exception instanceof FileSystemException fse ? " \"" + fse.getFile() + "\"" : "";
        if (exception instanceof NoSuchFileException) {
            return new Problem("The file" + file + " does not exist.", "Choose another file in the dialog.", exception);
        }
        if (exception instanceof AccessDeniedException) {
            return new Problem("KNIME may not open the file" + file + ".",
                "Change the permissions of the file, or choose another one.", exception);
        }
        if (isDiskFull(text)) {
            final var which = file.isEmpty() ? "a file" : "the file" + file;
            return new Problem("The disk is full: " + which + " could not be written.",
                "Make room on the disk, or let KNIME keep its temporary files on another one (Preferences, KNIME).",
                exception);
        }
        return new Problem("A file could not be read or written: " + text + (text.endsWith(".") ? "" : "."),
            "Check that the file and its disk can be reached.", exception);
    }

    /** The operating systems' texts: POSIX's ENOSPC and EDQUOT, Windows' ERROR_DISK_FULL. */
    private static boolean isDiskFull(final String text) {
        final var lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("no space left") || lower.contains("quota exceeded")
            || lower.contains("not enough space on the disk");
    }

    /** @return to be thrown by execute */
    public KNIMEException toKnimeException() {
        return cause == null ? KNIMEException.of(message()) : KNIMEException.of(message(), cause);
    }

    /** @return to be thrown by configure */
    public InvalidSettingsException toInvalidSettingsException() {
        return cause == null ? message().toInvalidSettingsException() : message().toInvalidSettingsException(cause);
    }

    /** @return as a warning, which is one line in KNIME */
    public String toWarning() {
        return summary + " " + resolution;
    }

    private Message message() {
        // KNIME logs the summary only: who runs a workflow without its user interface needs the way out too
        LOGGER.warn(summary + " " + resolution);
        return Message.fromSummaryWithResolution(summary, resolution);
    }
}
