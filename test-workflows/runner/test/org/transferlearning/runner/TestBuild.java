// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.runner;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the project that these tests belong to. */
final class TestBuild {

    private TestBuild() {
    }

    /** @return the project's root folder: the nearest one above the working folder that has an update site */
    static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("update-site"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
