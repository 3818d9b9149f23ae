// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.TestNetworks;

/**
 * Opens, cuts, splits and exports files of others in a Java program of its own with 256 MB of memory and half the usual
 * stack: none may take more than 5 seconds of a usual processor, or end in anything but an answer or a message with the
 * file's name and what to do. More of it: set the system property {@code transferlearning.fuzz} to the number of files.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class FuzzTest {

    private static final String FILES = System.getProperty("transferlearning.fuzz", "200");

    @TempDir
    private Path m_folder;

    @Test
    void networksDamagedAtRandomAreRefusedOrRead() throws Exception {
        final List<String> arguments = new ArrayList<>(List.of("1", FILES));
        for (final String name : List.of("log_softmax.scripted", "tied.traced", "tiny_resnet.scripted",
            "conditional.scripted", "doubles.traced", "architectures/bert.scripted", "architectures/densenet.traced",
            "architectures/lstm_pooled.scripted", "architectures/mobilenet_v3.scripted", "architectures/vit.traced")) {
            arguments.add(TestNetworks.fixture(name).toString());
        }
        final List<String> lines = run(arguments);
        final String[] last = lines.get(lines.size() - 1).split(" ");
        assertEquals(List.of("DONE", FILES, "files,"), List.of(last).subList(0, 3), lines::toString);
        final double refused = Double.parseDouble(last[3]) / Double.parseDouble(FILES);
        assertTrue(refused > 0.3 && refused < 0.98, () -> "the damage should be seen, but not always: " + lines);
    }

    @Test
    void filesThatAreMadeToDoHarmAreRefusedOrRead() throws Exception {
        final List<String> lines = run(List.of());
        assertEquals("DONE", lines.get(lines.size() - 1));
    }

    /** Runs the fuzzer, and returns its output if it has found nothing. */
    private List<String> run(final List<String> arguments) throws Exception {
        final var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m", "-Xss512k", "-XX:TieredStopAtLevel=1", "-XX:-OmitStackTraceInFastThrow", "-cp",
            place(Fuzzer.class) + System.getProperty("path.separator") + place(NetworkReader.class),
            Fuzzer.class.getName(), m_folder.toString()));
        command.addAll(arguments);
        final Path output = m_folder.resolve("output.txt");
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
            .start();
        try {
            final int exitCode = process.waitFor();
            final List<String> lines = Files.readAllLines(output);
            assertEquals(0, exitCode, lines::toString);
            assertTrue(lines.stream().noneMatch(l -> l.startsWith("FAULT")), () -> String.join("\n", lines));
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path place(final Class<?> type) throws URISyntaxException, IOException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toRealPath();
    }
}
