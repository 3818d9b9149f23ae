// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.LayerFreezer;
import org.transferlearning.engine.Monitor;
import org.transferlearning.engine.Network;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.Target;
import org.transferlearning.engine.job.Device;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.job.ImageItem;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.job.TrainingItem;
import org.transferlearning.engine.process.WorkerLaunch;

/**
 * Measures what transfer gains: trains a network on the folder {@code train} of a data set, once per recipe and seed,
 * and prints the accuracy on the folder {@code holdout} as a Markdown table. Arguments: the network's archive, the data
 * set's folder, the number of epochs, and optionally recipes with a learning rate instead of all with their own, for
 * example {@code FROZEN=0.003}. The class path must hold the engine, the worker, its libraries and the native library,
 * as a worker's does.
 */
public final class TransferGainBenchmark {

    private static final int SEEDS = 5;

    private static final int BATCH_SIZE = 16;

    private final Engine m_engine = new Engine(WorkerLaunch.installation());

    private final Path m_archive;

    private final Path m_data;

    private final int m_epochs;

    private enum Recipe {
            FROZEN("frozen backbone, new head", 0.01), ALL_LAYERS("all layers, from the pretrained weights", 0.003),
            RANDOM("all layers, from random weights", 0.001);

        private final String m_text;

        private final double m_rate;

        Recipe(final String text, final double rate) {
            m_text = text;
            m_rate = rate;
        }
    }

    private record LabeledFile(Path file, int label) {
    }

    private TransferGainBenchmark(final Path archive, final Path data, final int epochs) {
        m_archive = archive;
        m_data = data;
        m_epochs = epochs;
    }

    /**
     * @param args archive, folder, epochs, recipes
     * @throws EngineException if a training fails
     * @throws IOException if a file cannot be read or written
     */
    public static void main(final String[] args) throws EngineException, IOException {
        final var benchmark =
            new TransferGainBenchmark(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
        System.out.println("| recipe | learning rate | hold-out accuracy | seconds per training |\n|---|---|---|---|");
        if (args.length == 3) {
            for (final var recipe : Recipe.values()) {
                System.out.println(benchmark.row(recipe, recipe.m_rate));
            }
        }
        for (final var recipe : Arrays.stream(args).skip(3).map(a -> a.split("=")).toList()) {
            System.out.println(benchmark.row(Recipe.valueOf(recipe[0]), Double.parseDouble(recipe[1])));
        }
    }

    private String row(final Recipe recipe, final double rate) throws EngineException, IOException {
        final var accuracies = new double[SEEDS];
        final long start = System.nanoTime();
        for (int i = 0; i < SEEDS; i++) {
            accuracies[i] = accuracy(recipe, rate, i + 1L);
        }
        final double mean = Arrays.stream(accuracies).average().orElseThrow();
        final double squares = Arrays.stream(accuracies).map(a -> (a - mean) * (a - mean)).sum();
        return String.format(Locale.ROOT, "| %s | %.4f | %.3f ± %.3f | %.1f |", recipe.m_text, rate, mean,
            Math.sqrt(squares / (SEEDS - 1)), (System.nanoTime() - start) / 1e9 / SEEDS);
    }

    private double accuracy(final Recipe recipe, final double rate, final long seed)
        throws EngineException, IOException {
        final var folder = Files.createTempDirectory("transfer-gain");
        final var trained = folder.resolve("trained.pt");
        final var random = folder.resolve("random.pt");
        try {
            final var config = new TrainingConfig(m_epochs, BATCH_SIZE, rate, TrainingConfig.Optimizer.ADAM, seed,
                Device.CPU);
            final var items = files("train").stream()
                .map(f -> new TrainingItem(new ImageItem.File(f.file()), f.label(), false)).iterator();
            return accuracy(m_engine.train(start(recipe, seed, random), items, config, trained, Monitor.NONE, e -> { })
                .network());
        } finally {
            Files.deleteIfExists(trained);
            Files.deleteIfExists(random);
            Files.delete(folder);
        }
    }

    private Network start(final Recipe recipe, final long seed, final Path random)
        throws EngineException, IOException {
        final var spec = HeadReplacer.replace(NetworkReader.read(m_archive), Target.classes(classes(), null),
                new HeadDesign(seed));
        return switch (recipe) {
            case FROZEN -> new Network(m_archive, LayerFreezer.allButHead(spec));
            case ALL_LAYERS -> new Network(m_archive, spec);
            case RANDOM -> new Network(RandomStart.write(m_archive, spec, seed, random), spec);
        };
    }

    private double accuracy(final Network network) throws EngineException, IOException {
        final var files = files("holdout");
        final var hits = new AtomicInteger();
        m_engine.predict(network, files.stream().map(f -> (ImageItem)new ImageItem.File(f.file())).iterator(),
            new PredictionConfig(32, Device.CPU), Monitor.NONE, p -> {
                final double[] all = p.values();
                final int best =
                    IntStream.range(0, all.length).reduce((a, b) -> all[a] >= all[b] ? a : b).orElseThrow();
                if (best == files.get((int)p.index()).label()) {
                    hits.incrementAndGet();
                }
            });
        return hits.get() / (double)files.size();
    }

    private List<String> classes() throws IOException {
        try (var folders = Files.list(m_data.resolve("train"))) {
            return folders.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    private List<LabeledFile> files(final String part) throws IOException {
        final var classes = classes();
        final var folder = m_data.resolve(part);
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted()
                .map(p -> new LabeledFile(p, classes.indexOf(p.getParent().getFileName().toString()))).toList();
        }
    }
}
