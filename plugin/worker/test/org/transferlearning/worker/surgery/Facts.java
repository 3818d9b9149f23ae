// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker.surgery;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.transferlearning.worker.image.TestData;

/**
 * What PyTorch says about the networks of the engine's {@code test-data/architectures}; the file {@code README.md}
 * there explains the formulas.
 */
final class Facts {

    private static final int SIGNS = 6;

    private static final int WORDS = 40;

    private final List<String> m_lines;

    Facts(final String name) throws IOException {
        this(folder(), name);
    }

    /**
     * @param folder a folder that {@code make_architectures.py} has filled
     * @param name a network's name, with {@code .traced} or {@code .scripted}
     */
    Facts(final Path folder, final String name) throws IOException {
        m_lines = Files.readAllLines(folder.resolve(name + ".expected.txt"));
    }

    static Path folder() {
        return TestData.file("").resolve("../../engine/test-data/architectures").normalize();
    }

    static Stream<String> names() throws IOException {
        try (var files = Files.list(folder())) {
            return files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".pt"))
                .map(n -> n.substring(0, n.length() - 3)).sorted().toList().stream();
        }
    }

    /** @return the rest of the line that begins so */
    String line(final String start) {
        return m_lines.stream().filter(l -> l.startsWith(start + " ")).findFirst().orElseThrow()
            .substring(start.length() + 1);
    }

    /** @return the rests of the lines that begin so, by their first word */
    Map<String, String> lines(final String start) {
        final var lines = new LinkedHashMap<String, String>();
        m_lines.stream().filter(startsWith(start)).map(l -> l.substring(start.length() + 1).split(" ", 2))
            .forEach(w -> lines.put(w[0], w[1]));
        return lines;
    }

    /** @return the inputs that the facts belong to */
    NDList inputs(final NDManager manager) {
        final var inputs = new NDList();
        for (var k = 0; m_lines.stream().anyMatch(startsWith("input " + k)); k++) {
            final var words = line("input " + k).split(" ");
            inputs.add(input(manager, shape(words[1]), words[2]));
        }
        return inputs;
    }

    private static java.util.function.Predicate<String> startsWith(final String start) {
        return line -> line.startsWith(start + " ");
    }

    private static NDArray input(final NDManager manager, final Shape shape, final String formula) {
        final var count = (int)shape.size();
        if (formula.equals("uniform")) {
            final var values = new float[count];
            for (var i = 0; i < count; i++) {
                values[i] = (float)(Integer.toUnsignedLong(mix(i)) / 4294967296.0 * 2 - 1);
            }
            return manager.create(values, shape);
        }
        final var length = (int)shape.get(1);
        final var values = new long[count];
        for (var i = 0; i < count; i++) {
            values[i] = formula.equals("tokens") ? Integer.toUnsignedLong(mix(i)) % WORDS
                : i % length < length - 3 * (i / length + 1) ? 1 : 0;
        }
        return manager.create(values, shape);
    }

    static Shape shape(final String text) {
        return new Shape(Stream.of(text.substring(1, text.length() - 1).split(",")).mapToLong(Long::parseLong)
            .toArray());
    }

    private static int mix(final int value) {
        var v = value;
        v ^= v >>> 16;
        v *= 0x7feb352d;
        v ^= v >>> 15;
        v *= 0x846ca68b;
        return v ^ v >>> 16;
    }

    /** @return mean, root mean square, and sums with pseudo-random signs */
    static List<Double> digest(final float[] x) {
        var sum = 0.0;
        var squares = 0.0;
        final var sums = new double[SIGNS];
        for (var i = 0; i < x.length; i++) {
            sum += x[i];
            squares += (double)x[i] * x[i];
            for (var k = 0; k < SIGNS; k++) {
                sums[k] += (mix(8 * i + k) & 1) == 1 ? -x[i] : x[i];
            }
        }
        final var digest = new ArrayList<Double>(List.of(sum / x.length, Math.sqrt(squares / x.length)));
        for (var value : sums) {
            digest.add(value);
        }
        return digest;
    }
}
