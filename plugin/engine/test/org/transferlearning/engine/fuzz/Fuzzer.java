// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The program that {@link FuzzTest} starts: damages networks and opens them, and tells on standard output. */
public final class Fuzzer {

    private Fuzzer() {
    }

    /**
     * @param arguments folder to work in, and either nothing more, to open the hostile files, or number of the first
     *            seed, number of seeds, files of networks
     * @throws IOException if the files cannot be read or written
     */
    public static void main(final String[] arguments) throws IOException {
        final Path folder = Path.of(arguments[0]);
        if (arguments.length == 1) {
            openHostileFiles(folder);
            return;
        }
        final long first = Long.parseLong(arguments[1]);
        final long count = Long.parseLong(arguments[2]);
        final List<Path> networks = new ArrayList<>();
        for (int i = 3; i < arguments.length; i++) {
            networks.add(Path.of(arguments[i]));
        }
        final Map<Path, Map<String, byte[]>> contents = new LinkedHashMap<>();
        long refused = 0;
        for (long seed = first; seed < first + count; seed++) {
            final var random = new Random(seed * 0x9E3779B97F4A7C15L);
            final Path network = networks.get(random.nextInt(networks.size()));
            if (!contents.containsKey(network)) {
                contents.put(network, entries(network));
            }
            final var mutation = new Mutation(Files.readAllBytes(network), contents.get(network), random);
            final Path file = Files.write(folder.resolve("fuzzed.pt"), mutation.apply());
            final Attempt attempt = new Attempt(file, random).run();
            refused += attempt.refusals().isEmpty() ? 0 : 1;
            for (final String fault : attempt.faults()) {
                System.out.println("FAULT seed " + seed + ", " + network.getFileName() + ", "
                    + mutation.description() + ": " + fault);
            }
        }
        System.out.println("DONE " + count + " files, " + refused + " refused");
    }

    private static void openHostileFiles(final Path folder) throws IOException {
        for (final HostileFile hostile : HostileFile.all()) {
            final Path file = folder.resolve(hostile.name() + ".pt");
            hostile.writer().write(file);
            final long start = System.nanoTime();
            final Attempt attempt = new Attempt(file, new Random(1)).run();
            Files.delete(file);
            final boolean isRefused = !attempt.refusals().isEmpty();
            System.out.println("OPENED " + hostile.name() + " in " + (System.nanoTime() - start) / 1_000_000 + " ms"
                + (isRefused ? ": " + attempt.refusals().get(0) : ""));
            attempt.faults().forEach(f -> System.out.println("FAULT " + hostile.name() + ": " + f));
            if (hostile.refusal() != null && !(isRefused && attempt.refusals().get(0).contains(hostile.refusal()))) {
                System.out.println("FAULT " + hostile.name() + ": not refused with \"" + hostile.refusal() + "\"");
            }
        }
        System.out.println("DONE");
    }

    private static Map<String, byte[]> entries(final Path network) throws IOException {
        final Map<String, byte[]> entries = new LinkedHashMap<>();
        try (var zip = new ZipFile(network.toFile())) {
            for (final ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }
}
