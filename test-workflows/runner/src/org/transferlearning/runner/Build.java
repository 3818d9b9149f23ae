// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.runner;

import java.nio.file.Path;

/**
 * Where the build leaves what is run here.
 *
 * @param root the root folder of the project
 */
public record Build(Path root) {

    /** @return the p2 repository that users get */
    public Path updateSite() {
        return root.resolve(Path.of("update-site", "target", "repository"));
    }

    /** @return the p2 director */
    public Director director() {
        return new Director(new EclipseApplication(workflows().resolve(Path.of("product", "target", "director"))));
    }

    /** @return the headless platform as it was built for this machine, without the feature */
    public EclipseApplication platform() {
        return new EclipseApplication(workflows().resolve(Path.of("product", "target", "products",
            "org.transferlearning.platform")).resolve(platformFolder()));
    }

    /** @return the headless platform with the feature */
    public EclipseApplication installation() {
        return new EclipseApplication(workflows().resolve(Path.of("runner", "target", "installation")));
    }

    /** @return the folder with the workflows and what runs them */
    public Path workflows() {
        return root.resolve("test-workflows");
    }

    /** @return the argument with which a platform uses the build's own cache for native libraries */
    public String cacheArgument() {
        return "-Dorg.transferlearning.cache=" + root.resolve(Path.of("target", "native-cache"));
    }

    /** Operating system, window system and architecture, in Eclipse's words. */
    private static Path platformFolder() {
        final var system = System.getProperty("os.name");
        final var architecture = System.getProperty("os.arch").replace("amd64", "x86_64");
        if (system.startsWith("Windows")) {
            return Path.of("win32", "win32", architecture);
        }
        return system.startsWith("Mac") ? Path.of("macosx", "cocoa", architecture)
            : Path.of("linux", "gtk", architecture);
    }
}
