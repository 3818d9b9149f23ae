// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.util;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.knime.core.util.pathresolve.ResolverUtil;

/** Stands for KNIME's class of the same name: files, folders and the URLs that name them. */
public final class FileUtil {

    private static final int TIMEOUT_MILLIS = 5000;

    private FileUtil() {
    }

    /**
     * @param path a URL, or a path of this machine
     * @return the URL
     * @throws MalformedURLException if the path cannot be written as a URL
     * @throws InvalidPathException if the text is empty, or neither a URL nor a path
     */
    public static URL toURL(final String path) throws MalformedURLException {
        if (path.isEmpty()) {
            throw new InvalidPathException("", "Empty path");
        }
        try {
            return new URL(path.replace(" ", "%20"));
        } catch (MalformedURLException ex) { // NOSONAR: then it is a path
            return Path.of(path).toAbsolutePath().toUri().toURL();
        }
    }

    /**
     * @return the path that a URL names on this machine; {@code null} if it names something elsewhere
     * @throws IOException if the URL is relative to a workflow, but the thread does not work for a node
     * @throws URISyntaxException if the URL has characters that it must not have
     */
    public static Path resolveToPath(final URL url) throws IOException, URISyntaxException {
        var uri = new URL(url.toString().replace(" ", "%20")).toURI();
        return switch (url.getProtocol()) {
            case "file" -> Path.of(uri);
            case "knime" -> ResolverUtil.resolveURItoLocalFile(uri).toPath();
            default -> null;
        };
    }

    /**
     * @return the file that a URL names on this machine
     * @throws IllegalArgumentException if it names none
     */
    public static File getFileFromURL(final URL fileUrl) {
        try {
            var path = resolveToPath(fileUrl);
            if (path != null) {
                return path.toFile();
            }
        } catch (IOException | URISyntaxException ex) {
            throw new IllegalArgumentException(ex.getMessage(), ex);
        }
        throw new IllegalArgumentException("Not a file or knime URL: '" + fileUrl + "'");
    }

    /** @return the content of a URL, to be closed by the caller */
    public static InputStream openStreamWithTimeout(final URL url) throws IOException {
        var connection = url.openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        return connection.getInputStream();
    }

    /** @return a new folder that is deleted when the application ends */
    public static File createTempDir(final String prefix) throws IOException {
        var folder = Files.createTempDirectory(prefix).toFile();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteRecursively(folder)));
        return folder;
    }

    /** Copies a folder with its content; files that are there already are replaced. */
    public static void copyDir(final File sourceDir, final File targetDir) throws IOException {
        var source = sourceDir.toPath();
        try (var files = Files.walk(source)) {
            for (var file : (Iterable<Path>)files::iterator) {
                var target = targetDir.toPath().resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (UncheckedIOException ex) {
            throw ex.getCause();
        }
    }

    /**
     * Deletes a file, or a folder with its content.
     *
     * @return whether nothing is left
     */
    public static boolean deleteRecursively(final File dir) {
        try {
            Files.walkFileTree(dir.toPath(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes)
                    throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(final Path folder, final IOException failure)
                    throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException ex) { // NOSONAR: the result says it
            return !dir.exists();
        }
        return true;
    }

    /** Unpacks a zip file into a folder. */
    public static void unzip(final File zipFile, final File destDir) throws IOException {
        var root = destDir.toPath().toAbsolutePath().normalize();
        try (var zip = new ZipFile(zipFile)) {
            for (var entries = zip.entries(); entries.hasMoreElements();) {
                var entry = entries.nextElement();
                var target = root.resolve(entry.getName()).normalize();
                if (!target.startsWith(root)) {
                    throw new IOException("The zip file has an entry outside of it: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    try (var in = zip.getInputStream(entry)) {
                        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }

    /** Packs a folder, with its name, into a zip file. */
    public static void zipDir(final File zipFile, final File rootDir) throws IOException {
        var parent = rootDir.getAbsoluteFile().toPath().getParent();
        try (var zip = new ZipOutputStream(new FileOutputStream(zipFile)); var files = Files.walk(rootDir.toPath())) {
            for (var file : (Iterable<Path>)files.filter(Files::isRegularFile)::iterator) {
                zip.putNextEntry(
                    new ZipEntry(parent.relativize(file.toAbsolutePath()).toString().replace(File.separatorChar, '/')));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }
}
