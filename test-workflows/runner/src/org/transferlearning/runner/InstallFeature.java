// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.runner;

import java.io.IOException;
import java.nio.file.Path;

/** Installs the feature from the built update site into a fresh copy of the headless platform. */
public final class InstallFeature {

    private InstallFeature() {
    }

    /**
     * @param args the root folder of the project
     * @throws IOException if the installation fails
     * @throws InterruptedException if this thread is interrupted
     */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final var build = new Build(Path.of(args[0]));
        final var installation = build.installation();
        Folders.delete(installation.folder());
        Folders.copy(build.platform().folder(), installation.folder());
        build.director().install(build.updateSite(), installation);
        System.out.println("Installed the feature from " + build.updateSite() + " into " + installation.folder());
    }
}
