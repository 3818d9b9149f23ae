// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.transferlearning.engine.EngineException;
import org.transferlearning.nodes.util.Problem;

/** What goes wrong with files and in the engine, as messages. */
class ProblemTest {

    @Test
    void aFullDiskIsToldAsSuch() {
        final var full = Path.of("/dev/full"); // every write to this device of Linux fails as on a full disk
        Assumptions.assumeTrue(Files.exists(full));
        final var exception = assertThrows(IOException.class, () -> {
            try (var out = new FileOutputStream(full.toFile())) {
                out.write(1);
            }
        });
        final var problem = Problem.of(exception);
        assertTrue(problem.summary().startsWith("The disk is full"), problem.summary());
        assertTrue(problem.resolution().startsWith("Make room"), problem.resolution());
    }

    @Test
    void aFullDiskIsToldWithTheNameOfTheFile() {
        final var windows = new FileSystemException("net.pt", null, "There is not enough space on the disk");
        assertEquals("The disk is full: the file \"net.pt\" could not be written.", Problem.of(windows).summary());
    }

    @Test
    void absentAndForbiddenFilesAreNamed() {
        assertEquals("The file \"net.pt\" does not exist.", Problem.of(new NoSuchFileException("net.pt")).summary());
        assertEquals("KNIME may not open the file \"net.pt\".",
            Problem.of(new AccessDeniedException("net.pt")).summary());
    }

    @Test
    void whatTheEngineSaysBecomesMessageAndResolution() {
        final var exception = Problem.of(new EngineException("It is broken.", "Mend it.")).toKnimeException();
        assertEquals("It is broken.", exception.getMessage());
        assertEquals(List.of("Mend it."), exception.getKNIMEMessage().getResolutions());
    }
}
