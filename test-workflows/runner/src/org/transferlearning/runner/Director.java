// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The p2 director, which installs features into an Eclipse application and removes them, as KNIME does it.
 *
 * @param application the folder that holds the director itself
 */
public record Director(EclipseApplication application) {

    /** The feature that users install. */
    public static final String FEATURE = "org.transferlearning.feature.feature.group";

    /**
     * Installs the feature.
     *
     * @param updateSite the p2 repository to take it from
     * @param target the application that gets it
     * @throws IOException if the director fails; with its last words
     * @throws InterruptedException if this thread is interrupted
     */
    public void install(final Path updateSite, final EclipseApplication target)
        throws IOException, InterruptedException {
        run(target, "-installIU", FEATURE, "-repository", updateSite.toUri().toString());
    }

    /**
     * Removes the feature.
     *
     * @param target the application that has it
     * @throws IOException if the director fails; with its last words
     * @throws InterruptedException if this thread is interrupted
     */
    public void uninstall(final EclipseApplication target) throws IOException, InterruptedException {
        run(target, "-uninstallIU", FEATURE);
    }

    private void run(final EclipseApplication target, final String... arguments)
        throws IOException, InterruptedException {
        final var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-destination", target.folder().toString(), "-profile", "DefaultProfile"));
        final var workspace = Files.createTempDirectory("director");
        final var log = workspace.resolve("director.log");
        try {
            final var exitCode = application.run(List.of("-Djava.awt.headless=true"),
                "org.eclipse.equinox.p2.director", withWorkspace(all, workspace), log);
            if (exitCode != 0) {
                throw new IOException("The p2 director ended with " + exitCode + ".\n" + Files.readString(log));
            }
        } finally {
            Folders.delete(workspace);
        }
    }

    private static List<String> withWorkspace(final List<String> arguments, final Path workspace) {
        final var all = new ArrayList<>(arguments);
        all.addAll(List.of("-data", workspace.resolve("data").toString()));
        return all;
    }
}
