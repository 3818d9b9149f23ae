// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.read;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.transferlearning.engine.Monitor;

/**
 * A folder with one sub-folder per class.
 *
 * @param folder the folder
 * @param extensions of the files that are images, in lower case
 */
record ImageFolder(Path folder, Set<String> extensions) {

    /** By code points of the path with slashes: the same on every machine and in every language. */
    private static final Comparator<Path> ORDER = Comparator.comparing(ImageFolder::slashed);

    /** @return the sub-folders, hidden ones left out, in order; each is a class, if it has an image */
    List<Path> subFolders() throws IOException {
        final var folders = new ArrayList<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (final var entry : entries) {
                if (Files.isDirectory(entry) && !isHidden(entry)) {
                    folders.add(entry);
                }
            }
        }
        folders.sort(ORDER);
        return folders;
    }

    /** @return whether there is an image in the folder or below; stops at the first one */
    boolean hasImage(final Path subFolder) throws IOException {
        return !find(subFolder, 1, Monitor.NONE).isEmpty();
    }

    /** @return the images in the folder and below, in order */
    List<Path> images(final Path subFolder, final Monitor monitor) throws IOException {
        final var images = find(subFolder, Integer.MAX_VALUE, monitor);
        images.sort(ORDER);
        return images;
    }

    /** @return the path from the folder on, with slashes, for example {@code ants/0013035.jpg} */
    String relative(final Path image) {
        return slashed(folder.relativize(image));
    }

    private List<Path> find(final Path subFolder, final int maximum, final Monitor monitor) throws IOException {
        final var images = new ArrayList<Path>();
        Files.walkFileTree(subFolder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE,
            new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(final Path directory, final BasicFileAttributes attributes)
                    throws IOException {
                    monitor.checkCanceled();
                    return isHidden(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes)
                    throws IOException {
                    if (isImage(file) && !isHidden(file)) {
                        images.add(file);
                    }
                    return images.size() < maximum ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(final Path file, final IOException problem)
                    throws IOException {
                    if (problem instanceof FileSystemLoopException) {
                        return FileVisitResult.CONTINUE; // a link to a folder above: its images are listed there
                    }
                    throw problem;
                }
            });
        return images;
    }

    private boolean isImage(final Path file) {
        final var name = file.getFileName().toString();
        return extensions.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** A leading point hides a file on every system, since folders travel between them. */
    private static boolean isHidden(final Path path) throws IOException {
        return path.getFileName().toString().startsWith(".") || Files.isHidden(path);
    }

    private static String slashed(final Path path) {
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }
}
