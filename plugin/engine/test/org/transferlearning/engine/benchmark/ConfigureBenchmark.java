// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.benchmark;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.LayerFreezer;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.NetworkWriter;
import org.transferlearning.engine.Target;

/**
 * Measures what nodes do when they are configured: reading a network, freezing layers and replacing the head. A
 * program, not a test; after the build, in the folder of this bundle:
 *
 * <pre>
 * java -cp target/classes:target/test-classes org.transferlearning.engine.benchmark.ConfigureBenchmark [FILE]
 * </pre>
 *
 * Without a TorchScript file, a transformer of 404 modules is made. Then the same for one of 350 MB, with what would
 * be written if the steps did not change specifications only.
 */
public final class ConfigureBenchmark {

    private static final int PASSES = 21;

    private static final Target TARGET = Target.classes(List.of("a", "b", "c"), "class");

    private ConfigureBenchmark() {
    }

    private interface Step<T> {
        T run() throws Exception;
    }

    /**
     * @param args a TorchScript file, or nothing
     * @throws Exception if it cannot be read
     */
    public static void main(final String[] args) throws Exception {
        final Path folder = Files.createTempDirectory("configure-benchmark");
        try {
            final Path archive = args.length > 0 ? Path.of(args[0]) : folder.resolve("deep.pt");
            if (args.length == 0) {
                // in another process, so that this one has loaded nothing of it
                final Path java = Path.of(System.getProperty("java.home"), "bin", "java");
                new ProcessBuilder(java.toString(), "-cp", System.getProperty("java.class.path"),
                    Maker.class.getName(), archive.toString(), "57", "32").inheritIO().start().waitFor();
            }
            measure(archive);
            if (args.length == 0) {
                final Path large = folder.resolve("large.pt");
                TransformerArchive.write(large, 12, 776);
                measure(large);
                final Path copy = folder.resolve("copy.pt");
                final long start = System.nanoTime();
                final NetworkSpec spec = changed(NetworkReader.read(large));
                NetworkWriter.materialize(new Network(large, spec), copy);
                System.out.printf("  written, only when it is trained, run or exported: %.0f ms, %,d bytes%n",
                    (System.nanoTime() - start) / 1e6, Files.size(copy));
            }
        } finally {
            try (var files = Files.list(folder)) {
                for (final Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static NetworkSpec changed(final NetworkSpec spec) throws Exception {
        return HeadReplacer.replace(LayerFreezer.allButHead(spec), TARGET, new HeadDesign(1));
    }

    private static void measure(final Path archive) throws Exception {
        System.out.printf("%s: %,d bytes%n", archive.getFileName(), Files.size(archive));
        final NetworkSpec spec = time("read", () -> NetworkReader.read(archive));
        final NetworkSpec frozen = time("Freeze Layers", () -> LayerFreezer.allButHead(spec));
        time("Replace Head", () -> HeadReplacer.replace(frozen, TARGET, new HeadDesign(1)));
        System.out.printf("  %d modules, %d cut points%n", spec.modules().size(), spec.cutPoints().size());
    }

    /** Prints times, and those that a processor spent on this thread, to which other load adds less. */
    private static <T> T time(final String name, final Step<T> step) throws Exception {
        final var threads = ManagementFactory.getThreadMXBean();
        final var times = new ArrayList<Double>();
        final var processor = new ArrayList<Double>();
        T result = null;
        for (int i = 0; i < PASSES; i++) {
            final long start = System.nanoTime();
            final long processorStart = threads.getCurrentThreadCpuTime();
            result = step.run();
            processor.add((threads.getCurrentThreadCpuTime() - processorStart) / 1e6);
            times.add((System.nanoTime() - start) / 1e6);
        }
        System.out.printf("  %s: first %.1f ms (processor %.1f ms), median of %d %.1f ms (processor %.1f ms)%n", name,
            times.get(0), processor.get(0), PASSES, median(times), median(processor));
        return result;
    }

    private static double median(final List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Makes an archive. */
    static final class Maker {

        private Maker() {
        }

        /** @param args file, depth, width */
        public static void main(final String[] args) throws Exception {
            TransformerArchive.write(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        }
    }
}
