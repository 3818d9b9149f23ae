// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowVariablesTest {

    @Test
    void propertiesThatWereNotGivenSetNothing(@TempDir final Path root) {
        assertEquals(List.of(), arguments(root, Map.of("demo.train", "", "user.dir", "x")));
    }

    @Test
    void relativePathsStartFromTheRoot(@TempDir final Path root) {
        final var network = root.resolve("net.pt");
        assertEquals(List.of("-workflow.variable=network," + network + ",String",
            "-workflow.variable=train," + root.resolve(Path.of("images", "train")) + ",String",
            "-workflow.variable=test," + root.getParent().resolve("test") + ",String"),
            arguments(root, Map.of("demo.network", network.toString(), "demo.train", "images/train", "demo.test",
                "../test")));
    }

    @Test
    void presetIsATextAndEpochsAreANumber(@TempDir final Path root) {
        assertEquals(List.of("-workflow.variable=preprocessing,inception,String", "-workflow.variable=epochs,4,int"),
            arguments(root, Map.of("demo.epochs", "4", "demo.preprocessing", "inception")));
    }

    private static List<String> arguments(final Path root, final Map<String, String> properties) {
        return new WorkflowVariables(root, properties::get).arguments();
    }
}
