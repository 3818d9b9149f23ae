// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class WorkerInstallationTest {

    /** Java calls the home of a user without a name "?". */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aUserWithoutANameHasTheHomeOfTheEnvironment() {
        assertEquals(Path.of("/home/ann"), WorkerInstallation.home("/home/ann", "/other"));
        assertEquals(Path.of("/other"), WorkerInstallation.home("?", "/other"));
        assertEquals(Path.of("?").toAbsolutePath(), WorkerInstallation.home("?", null));
    }
}
