// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.archive;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.UUID;

import org.transferlearning.engine.EngineException;

/**
 * Writes a zip file completely or not at all: into a temporary file beside the target, which then takes the target's
 * place and on failure goes away.
 */
public final class AtomicFile {

    /** Zip headers and small texts, in bytes: a generous guess. */
    private static final long OVERHEAD = 1L << 20;

    private AtomicFile() {
    }

    /** What writes the entries. */
    public interface Body {
        /**
         * @param zip takes the entries
         * @throws EngineException if what is to be written is not there
         * @throws IOException if it cannot be read or written
         */
        void writeTo(ZipWriter zip) throws EngineException, IOException;
    }

    /**
     * Writes a zip file.
     *
     * @param target the file, replaced if it exists
     * @param contentSize bytes of all entries
     * @param body writes the entries
     * @throws EngineException if the folder does not exist or has not enough space, or the body throws it
     * @throws IOException if reading or writing fails for another reason
     */
    public static void write(final Path target, final long contentSize, final Body body)
        throws EngineException, IOException {
        final Path folder = target.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new EngineException("There is no folder \"" + folder + "\".",
                "Create the folder, or choose another one.");
        }
        final long needed = contentSize + OVERHEAD;
        requireSpace(folder, needed, Files.getFileStore(folder).getUsableSpace());
        // not createTempFile, whose files only their owner may read
        final Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            writeAll(temporary, body);
            move(temporary, target);
        } catch (DamagedFileException e) {
            throw FileKind.incomplete(e.file(), e);
        } catch (IOException e) {
            throw translate(e, folder, needed);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void writeAll(final Path temporary, final Body body) throws EngineException, IOException {
        final var zip = new ZipWriter(temporary);
        boolean isComplete = false;
        try {
            body.writeTo(zip);
            isComplete = true;
        } finally {
            if (isComplete) {
                zip.close();
            } else {
                zip.abandon();
            }
        }
    }

    private static void move(final Path from, final Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static void requireSpace(final Path folder, final long needed, final long usable) throws EngineException {
        if (usable < needed) {
            throw full(folder, needed, null);
        }
    }

    /** The message for a full disk, or the failure itself. Java has no exception of its own for it. */
    static EngineException translate(final IOException failure, final Path folder, final long needed)
        throws IOException {
        final String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left") || message.contains("not enough space")
            || message.contains("disk quota")) {
            return full(folder, needed, failure);
        }
        throw failure;
    }

    private static EngineException full(final Path folder, final long needed, final IOException cause) {
        return new EngineException(
            String.format(Locale.ROOT, "The disk with the folder \"%s\" is full: the network needs %,d bytes.", folder,
                needed),
            "Free some space there, or choose another folder.", cause);
    }
}
