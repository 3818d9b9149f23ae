// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;

import org.transferlearning.engine.archive.TorchArchive;

/**
 * What an archive says about a network beside its layers. {@code extra/network.properties} has all of it;
 * {@code extra/labels.txt}, one class a line, is for other programs, and is read where the former is absent.
 *
 * @param target what the outputs mean
 * @param preprocessing how images become input
 * @param lineage what was done to the network
 */
record NetworkNotes(Target target, Preprocessing preprocessing, List<String> lineage) {

    static NetworkNotes of(final NetworkSpec spec) {
        return new NetworkNotes(spec.head().target(), spec.preprocessing(), spec.lineage());
    }

    /**
     * @param archive a network's archive
     * @param outputs number of the network's outputs; 0 if unknown
     */
    static NetworkNotes read(final TorchArchive archive, final int outputs) throws EngineException, IOException {
        final var properties = new Properties();
        try {
            final String text = archive.text(TorchArchive.PROPERTIES);
            properties.load(new StringReader(text == null ? "" : text));
            final Target noted = target(properties, outputs);
            final List<String> labels = noted.classes().isEmpty() ? labels(archive) : noted.classes();
            final List<String> lineage = list(properties, "lineage");
            if (!fits(labels.size(), outputs)) {
                lineage.add("Left out " + Count.of(labels.size(), "label") + " in the file: the network has "
                    + Count.of(outputs, "output") + ".");
                return new NetworkNotes(noted, preprocessing(properties), lineage);
            }
            return new NetworkNotes(noted.withClasses(labels), preprocessing(properties), lineage);
        } catch (IllegalArgumentException e) {
            throw new EngineException("The notes on the network in \"" + archive.file().getFileName()
                + "\" (extra/network.properties) are broken: " + e.getMessage(), "Get the file again.", e);
        }
    }

    /** The text of {@code extra/labels.txt}: line breaks within a label become blanks. */
    String labelsText() {
        final var text = new StringBuilder();
        target.classes().forEach(c -> text.append(c.replaceAll("[\\r\\n]+", " ")).append('\n'));
        return text.toString();
    }

    /** The text of {@code extra/network.properties}, the same for the same notes. */
    String propertiesText() throws IOException {
        final var texts = new TreeMap<String, String>();
        texts.put("preprocessing.resize", Integer.toString(preprocessing.resize()));
        texts.put("preprocessing.crop", Integer.toString(preprocessing.crop()));
        texts.put("preprocessing.channels", preprocessing.channels().name());
        texts.put("preprocessing.scale", Double.toString(preprocessing.scale()));
        putAll(texts, "preprocessing.mean", preprocessing.mean());
        putAll(texts, "preprocessing.std", preprocessing.std());
        texts.put("task", target.task().name());
        putAll(texts, "class", target.classes());
        putAll(texts, "scale.mean", target.scales().stream().map(Target.Scale::mean).toList());
        putAll(texts, "scale.deviation", target.scales().stream().map(Target.Scale::deviation).toList());
        if (target.column() != null) {
            texts.put("target", target.column());
        }
        putAll(texts, "lineage", lineage);
        final var result = new StringBuilder();
        for (final var entry : texts.entrySet()) {
            final var one = new Properties();
            one.setProperty(entry.getKey(), entry.getValue());
            final var out = new StringWriter();
            one.store(out, null);
            // the first line is a comment with the time, which would make equal networks differ
            final String line = out.toString().lines().filter(l -> !l.startsWith("#")).findFirst().orElseThrow();
            result.append(line).append('\n');
        }
        return result.toString();
    }

    private static void putAll(final TreeMap<String, String> texts, final String key, final List<?> values) {
        for (int i = 0; i < values.size(); i++) {
            texts.put(numbered(key, i), String.valueOf(values.get(i)));
        }
    }

    private static List<String> list(final Properties properties, final String key) {
        final var values = new ArrayList<String>();
        String value;
        while ((value = properties.getProperty(numbered(key, values.size()))) != null) {
            values.add(value);
        }
        return values;
    }

    /** The key with five digits, so that the lines of the file are in the order of the numbers. */
    private static String numbered(final String key, final int number) {
        final String digits = Integer.toString(number);
        return key + "." + "0".repeat(Math.max(0, 5 - digits.length())) + digits;
    }

    private static Target target(final Properties properties, final int outputs) {
        final List<Double> means = numbers(properties, "scale.mean");
        final List<Double> deviations = numbers(properties, "scale.deviation");
        if (means.size() != deviations.size()) {
            throw new IllegalArgumentException("there are " + means.size() + " means and " + deviations.size()
                + " standard deviations.");
        }
        final var scales = new ArrayList<Target.Scale>();
        for (int i = 0; i < means.size(); i++) {
            scales.add(new Target.Scale(means.get(i), deviations.get(i)));
            if (!scales.get(i).isPossible()) {
                throw new IllegalArgumentException("a mean is " + means.get(i) + " and its standard deviation "
                    + deviations.get(i) + ".");
            }
        }
        final List<String> classes = list(properties, "class");
        if (!fits(classes.size(), outputs) || !fits(scales.size(), outputs)) {
            throw new IllegalArgumentException("there are " + Count.of(classes.size(), "class") + " and "
                + Count.of(scales.size(), "scale") + " for " + Count.of(outputs, "output") + ".");
        }
        return new Target(Task.valueOf(properties.getProperty("task", Task.CLASSIFICATION.name())), classes, scales,
            properties.getProperty("target"));
    }

    private static boolean fits(final int noted, final int outputs) {
        return noted == 0 || outputs == 0 || noted == outputs;
    }

    private static List<Double> numbers(final Properties properties, final String key) {
        return list(properties, key).stream().map(Double::valueOf).toList();
    }

    private static List<String> labels(final TorchArchive archive) throws EngineException, IOException {
        final String text = archive.text(TorchArchive.LABELS);
        return text == null || text.isEmpty() ? List.of() : Arrays.asList(text.split("\\R"));
    }

    private static Preprocessing preprocessing(final Properties properties) {
        final String crop = properties.getProperty("preprocessing.crop");
        if (crop == null) {
            return Preprocessing.IMAGENET;
        }
        return new Preprocessing(Integer.parseInt(properties.getProperty("preprocessing.resize", "0")),
            Integer.parseInt(crop), Preprocessing.Channels.valueOf(
                properties.getProperty("preprocessing.channels", "RGB")),
            Double.parseDouble(properties.getProperty("preprocessing.scale", "1")),
            numbers(properties, "preprocessing.mean"), numbers(properties, "preprocessing.std"));
    }
}
