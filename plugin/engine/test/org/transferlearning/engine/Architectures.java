// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The small networks of {@code test-data/architectures}; its {@code README.md} says what is known of them. */
public final class Architectures {

    private Architectures() {
    }

    /** @return a network's file */
    public static Path file(final String name) {
        return TestNetworks.folder().resolve("architectures").resolve(name + ".pt");
    }

    /** @return the names of all networks, traced and scripted */
    public static Stream<String> names() throws IOException {
        try (var files = Files.list(TestNetworks.folder().resolve("architectures"))) {
            return files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".pt"))
                .map(n -> n.substring(0, n.length() - 3)).sorted().toList().stream();
        }
    }

    /** @return the lines that begin with a word, without it */
    public static List<String> facts(final String name, final String word) throws IOException {
        final var facts = new ArrayList<String>();
        for (final String line : Files.readAllLines(file(name).resolveSibling(name + ".expected.txt"))) {
            if (line.startsWith(word + " ")) {
                facts.add(line.substring(word.length() + 1));
            }
        }
        return facts;
    }

    /** @return the verdict for each module by path */
    public static Map<String, String> verdicts(final String name) throws IOException {
        final var verdicts = new LinkedHashMap<String, String>();
        for (final String fact : facts(name, "cut")) {
            final String[] words = fact.split(" ");
            verdicts.put(words[0], words[1]);
        }
        return verdicts;
    }
}
