// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The networks that tests use: the committed ones in {@code test-data}, and real ones that may be absent. */
public final class TestNetworks {

    private TestNetworks() {
    }

    /** What PyTorch says about a network, see {@code make_fixtures.py}. */
    public record Expected(List<Tensor> parameters, List<Tensor> buffers, List<String> layers) {
        /** A tensor by its full name, shape as {@code [3,3]} and hash of its values. */
        public record Tensor(String name, String shape, String hash) {
        }
    }

    /** @return the folder of the committed networks */
    public static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            for (final String name : List.of("test-data", "plugin/engine/test-data")) {
                if (Files.exists(at.resolve(name).resolve("make_fixtures.py"))) {
                    return at.resolve(name);
                }
            }
        }
        throw new IllegalStateException("no folder test-data");
    }

    /** @return a committed network */
    public static Path fixture(final String name) {
        return folder().resolve(name + ".pt");
    }

    /** @return the names of all committed networks */
    public static Stream<String> fixtures() throws IOException {
        try (var files = Files.list(folder())) {
            return files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".pt"))
                .map(n -> n.substring(0, n.length() - 3)).sorted().toList().stream();
        }
    }

    /** @return the names of the committed networks that can be cut before their last linear layer */
    public static Stream<String> cutFixtures() throws IOException {
        return fixtures().filter(n -> !n.startsWith("conditional") && !n.equals("tied.traced"));
    }

    /** @return the real networks' names */
    public static Stream<String> realNetworks() {
        return Stream.of("mobilenet_v1_075_imagenet.scripted", "mobilenet_v2_imagenet.scripted",
            "mobilenet_v2_imagenet.traced", "resnet20_cifar10.scripted", "squeezenet1_0_imagenet.scripted");
    }

    /** @return a real network; the test is skipped where it is absent */
    public static Path real(final String name) {
        final String property = System.getProperty("transferlearning.shared");
        Path file = property == null ? null : Path.of(property, "data/networks", name + ".pt");
        for (Path at = folder(); file == null && at != null; at = at.getParent()) {
            final Path candidate = at.resolve("shared/data/networks").resolve(name + ".pt");
            file = Files.exists(candidate) ? candidate : null;
        }
        assumeTrue(file != null && Files.exists(file), "the real networks are not here");
        return file;
    }

    /** @return what PyTorch says about a network */
    public static Expected expected(final String name) throws IOException {
        final var expected = new Expected(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (final String line : Files.readAllLines(folder().resolve(name + ".expected.txt"))) {
            final String[] words = line.split(" ");
            switch (words[0]) {
                case "parameter" -> expected.parameters.add(new Expected.Tensor(words[1], words[3], words[4]));
                case "buffer" -> expected.buffers.add(new Expected.Tensor(words[1], words[3], words[4]));
                case "layer" -> expected.layers.add((words[1].equals(".") ? "" : words[1]) + " " + words[2]);
                default -> {
                    // features and outputs are for check_head.py
                }
            }
        }
        return expected;
    }
}
