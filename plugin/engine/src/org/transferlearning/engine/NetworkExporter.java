// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Exports networks as folders that run without this project: {@code <name>.pt} is TorchScript for PyTorch, C++ and DJL
 * and can be read again with all that is known of the network; {@code serving.properties} and {@code synset.txt} tell
 * DJL and DJL Serving the preprocessing and the names of the outputs.
 */
public final class NetworkExporter {

    private static final String OTHER_FOLDER = "Choose another folder.";

    private NetworkExporter() {
    }

    /**
     * Where a network goes.
     *
     * @param folder the folder to write into
     * @param name the network's name there, which becomes part of a file name
     * @param isOverwriting whether files that are there already are replaced; else they are a failure
     * @param isCreatingFolder whether the folder and those above it are created if they do not exist
     */
    public record Destination(Path folder, String name, boolean isOverwriting, boolean isCreatingFolder) {

        private List<String> files() {
            // DJL begins with serving.properties: it comes last, when everything else is there
            return List.of(name + ".pt", ServingProperties.LABELS_FILE, ServingProperties.FILE);
        }
    }

    /**
     * Tells what of a network DJL cannot do by itself.
     *
     * @param spec what is known of the network
     * @return why the exported folder has no translator, part of a sentence; empty if it has one
     */
    public static Optional<String> obstacle(final NetworkSpec spec) {
        return new ServingProperties(spec, spec.name()).obstacle();
    }

    /**
     * Checks what can be known before anything is written.
     *
     * @param target where the network is to go
     * @throws EngineException if the name cannot be a file's, the folder is absent or none, or files are there already
     */
    public static void check(final Destination target) throws EngineException {
        requireName(target);
        final Path folder = target.folder();
        if (!Files.exists(folder)) {
            if (!target.isCreatingFolder()) {
                throw new EngineException("There is no folder \"" + folder + "\".",
                    "Create the folder, let it be created, or choose another one.");
            }
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new EngineException("\"" + folder + "\" is not a folder.", OTHER_FOLDER);
        }
        if (!Files.isWritable(folder)) {
            throw notWritable(folder, null);
        }
        for (final String file : target.files()) {
            final Path path = folder.resolve(file);
            if (Files.isDirectory(path)) {
                throw new EngineException("In the folder \"" + folder + "\", \"" + file + "\" is a folder.",
                    OTHER_FOLDER);
            }
            if (!target.isOverwriting() && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new EngineException("The folder \"" + folder + "\" already has a file \"" + file + "\".",
                    "Choose another folder, or let existing files be overwritten.");
            }
        }
    }

    private static void requireName(final Destination target) throws EngineException {
        final String name = target.name();
        if (name.isBlank() || !name.equals(name.strip()) || name.startsWith(".") || name.endsWith(".")
            || name.matches(".*[\\\\/:*?\"<>|\\p{Cntrl}].*") || target.files().subList(1, 3).contains(name)) {
            throw new EngineException("\"" + name + "\" cannot be the name of a file.",
                "Choose another name, for example of letters, digits and underscores.");
        }
    }

    /**
     * Exports a network. The files appear when all of them are complete; on failure, nothing is left behind.
     *
     * @param network the network; an untrained head gets its random values
     * @param target where to
     * @param monitor for progress and cancellation
     * @return the files that were written
     * @throws EngineException as {@link #check}; if the folder cannot be written to, the disk is full or the network is
     *             broken
     * @throws IOException if reading or writing fails for another reason
     */
    public static List<Path> export(final Network network, final Destination target, final Monitor monitor)
        throws EngineException, IOException {
        check(target);
        final List<Path> created = createFolders(target.folder());
        // in the same folder, so that the files only have to be renamed
        final Path staging = target.folder().resolve("." + target.name() + "." + UUID.randomUUID() + ".tmp");
        boolean isComplete = false;
        try {
            Files.createDirectory(staging);
            write(network, target, staging, monitor);
            monitor.checkCanceled();
            publish(target, staging);
            isComplete = true;
            return target.files().stream().map(target.folder()::resolve).toList();
        } catch (AccessDeniedException e) {
            throw notWritable(target.folder(), e);
        } finally {
            for (final String file : target.files()) {
                Files.deleteIfExists(staging.resolve(file));
            }
            Files.deleteIfExists(staging);
            if (!isComplete) {
                created.forEach(f -> f.toFile().delete()); // does nothing to a folder that is not empty
            }
        }
    }

    /** @return the folders that did not exist, the deepest first */
    private static List<Path> createFolders(final Path folder) throws EngineException {
        final var created = new ArrayList<Path>();
        for (Path at = folder.toAbsolutePath(); at != null && !Files.exists(at); at = at.getParent()) {
            created.add(at);
        }
        try {
            Files.createDirectories(folder);
            return created;
        } catch (IOException e) {
            final String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason()
                : e instanceof AccessDeniedException ? "access denied" : "\"" + e.getMessage() + "\"";
            throw new EngineException("The folder \"" + folder + "\" cannot be created: " + reason + ".",
                OTHER_FOLDER, e);
        }
    }

    private static void write(final Network network, final Destination target, final Path staging,
        final Monitor monitor) throws EngineException, IOException {
        monitor.checkCanceled();
        monitor.progress(0, "Writing \"" + target.name() + "\"");
        NetworkWriter.materialize(network, staging.resolve(target.name() + ".pt"));
        final var properties = new ServingProperties(network.spec(), target.name());
        Files.writeString(staging.resolve(ServingProperties.LABELS_FILE), properties.labelsText());
        Files.writeString(staging.resolve(ServingProperties.FILE), properties.text());
    }

    private static void publish(final Destination target, final Path staging) throws EngineException, IOException {
        final var moved = new ArrayList<Path>();
        try {
            check(target); // again: writing a large network takes a while
            for (final String file : target.files()) {
                final Path to = target.folder().resolve(file);
                Files.move(staging.resolve(file), to, StandardCopyOption.REPLACE_EXISTING);
                moved.add(to);
            }
        } catch (IOException e) {
            if (!target.isOverwriting()) {
                for (final Path file : moved) {
                    Files.deleteIfExists(file);
                }
            }
            throw e;
        }
    }

    private static EngineException notWritable(final Path folder, final IOException cause) {
        return new EngineException("The folder \"" + folder + "\" may not be written to.",
            "Change the permissions of the folder, or choose another one.", cause);
    }
}
