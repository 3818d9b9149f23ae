// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.util;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knime.core.util.FileUtil;

/**
 * A file or folder as users name it: a local path, or a URL, for example {@code knime://knime.workflow/data}.
 *
 * @param text the path or URL
 * @param path where it lies on this machine; {@code null} if it is elsewhere
 * @param url the same as a URL
 */
public record Location(String text, Path path, URL url) {

    /**
     * @param text a path or URL
     * @return its location; it need not exist
     * @throws IOException if the text names nothing, with a message for users
     */
    public static Location of(final String text) throws IOException {
        try {
            final var url = FileUtil.toURL(text.strip());
            return new Location(text, FileUtil.resolveToPath(url), url);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("\"" + text + "\" is neither a path nor a URL", e);
        } catch (IOException e) {
            throw new IOException("\"" + text + "\" leads nowhere: " + e.getMessage(), e);
        }
    }

    /**
     * @param text the path or URL of a folder, as the user has set it; may be {@code null}
     * @param resolution what the user can do if it cannot be used
     * @return where it lies on this machine; it need not exist
     * @throws ProblemException if none is set, it is elsewhere, or the text names nothing
     */
    public static Path localFolder(final String text, final String resolution) throws ProblemException {
        if (text == null || text.isBlank()) {
            throw new ProblemException("No folder is selected.", resolution);
        }
        try {
            final var location = of(text);
            if (!location.isLocal()) {
                throw new ProblemException("The folder \"" + text + "\" is not on this machine.", resolution);
            }
            return location.path();
        } catch (IOException e) {
            throw new ProblemException(Problem.of(e));
        }
    }

    /** @return whether it lies on this machine */
    public boolean isLocal() {
        return path != null;
    }

    /** @return the last part of its path */
    public String fileName() {
        final var name = isLocal() ? String.valueOf(path.getFileName()) : url.getPath();
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /**
     * @return its content, to be closed by the caller
     * @throws IOException if it cannot be opened
     */
    public InputStream open() throws IOException {
        return isLocal() ? Files.newInputStream(path) : FileUtil.openStreamWithTimeout(url);
    }
}
