// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The Python of this computer, which may have PyTorch. */
final class Python {

    private Python() {
    }

    /**
     * @param code the process's exit code
     * @param output what it has written
     */
    record Outcome(int code, String output) {
    }

    static Outcome run(final List<String> arguments) throws IOException, InterruptedException {
        final var command = new ArrayList<String>();
        command.add(System.getProperty("transferlearning.python", "/usr/bin/python3"));
        command.addAll(arguments);
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    static boolean hasPyTorch() throws InterruptedException {
        try {
            return run(List.of("-c", "import torch")).code() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
