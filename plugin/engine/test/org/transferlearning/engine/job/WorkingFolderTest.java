// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class WorkingFolderTest {

    @Test
    void aClosedFolderIsGoneWithItsContent() throws Exception {
        final var folder = new WorkingFolder();
        Files.createDirectories(folder.resolve("sub/folder"));
        Files.writeString(folder.resolve("sub/folder/file"), "text");
        assertTrue(Files.isDirectory(folder.path()));
        folder.close();
        assertFalse(Files.exists(folder.path()));
    }
}
