// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.transferlearning.engine.Preprocessing.Channels;

/**
 * What {@code serving.properties} and {@code synset.txt} say of a network: the preprocessing and the classes in the
 * terms of DJL 0.35.1 ({@code ImageClassificationTranslator}; for several labels and for numbers
 * {@code ImageFeatureExtractor}, which gives the outputs as they are), which DJL Serving reads, too. What those terms
 * cannot say stands in comments.
 *
 * @param spec what is known of the network
 * @param name the name of its file, without {@code .pt}
 */
record ServingProperties(NetworkSpec spec, String name) {

    static final String FILE = "serving.properties";

    static final String LABELS_FILE = "synset.txt";

    private static final String CLASSIFIER = "ai.djl.modality.cv.translator.ImageClassificationTranslatorFactory";

    /** DJL has none that applies a sigmoid or scales; a softmax would give wrong numbers. */
    private static final String OUTPUTS = "ai.djl.modality.cv.translator.ImageFeatureExtractorFactory";

    /** DJL's ToTensor divides the 8-bit values by this, always. */
    private static final double TO_TENSOR = 255;

    /** @return why DJL cannot prepare images or name classes for the network; empty if it can */
    Optional<String> obstacle() {
        final Preprocessing steps = spec.preprocessing();
        if (steps.channels() == Channels.BGR) {
            return Optional.of("DJL gives the channels in the order red, green, blue only, but the network expects"
                + " blue, green, red");
        }
        if (steps.channels() == Channels.GRAY && !isPlain()) {
            return Optional.of("DJL cannot apply mean and standard deviation to gray images");
        }
        return isClassification() && labels().isEmpty()
            ? Optional.of("how many classes the network predicts is unknown") : Optional.empty();
    }

    private boolean isClassification() {
        return spec.head().target().task() == Task.CLASSIFICATION;
    }

    /** The classes, or the numbers of the outputs from 0 if nobody knows what they mean. */
    private List<String> labels() {
        return spec.classes().isEmpty() ? IntStream.range(0, spec.head().outputs()).mapToObj(String::valueOf).toList()
            : spec.classes();
    }

    /** Whether the network takes the values as DJL's ToTensor makes them. */
    private boolean isPlain() {
        return mean().allMatch(m -> m == 0) && std().allMatch(s -> s == 1);
    }

    /** In the unit 0 to 1, whatever the network's own is: (v s - m) / d = (v/255 - m/(255 s)) / (d/(255 s)). */
    private Stream<Double> mean() {
        return spec.preprocessing().mean().stream().map(this::toUnit);
    }

    private Stream<Double> std() {
        return spec.preprocessing().std().stream().map(this::toUnit);
    }

    private double toUnit(final double value) {
        return value / (TO_TENSOR * spec.preprocessing().scale());
    }

    /** The text of {@code synset.txt}: one class a line, line breaks within a label become blanks. */
    String labelsText() {
        return labels().stream().map(l -> plain(l) + "\n").collect(Collectors.joining());
    }

    /** The text of {@code serving.properties}. */
    String text() throws IOException {
        final var text = new StringBuilder(comments());
        for (final Map.Entry<String, String> entry : entries().entrySet()) {
            final var one = new Properties();
            one.setProperty(entry.getKey(), entry.getValue());
            final var bytes = new ByteArrayOutputStream();
            one.store(bytes, null); // escapes what needs it; its first line is a comment with the time
            bytes.toString(StandardCharsets.ISO_8859_1).lines().filter(l -> !l.startsWith("#"))
                .forEach(l -> text.append(l).append('\n'));
        }
        return text.toString();
    }

    private Map<String, String> entries() {
        final var entries = new LinkedHashMap<String, String>();
        entries.put("engine", "PyTorch");
        entries.put("option.modelName", name);
        if (obstacle().isPresent()) {
            // DJL would still take its image translator; a value that this one refuses is better than wrong predictions
            entries.put("normalize", "not possible, see the comments in " + FILE);
            return entries;
        }
        final Preprocessing steps = spec.preprocessing();
        entries.put("translatorFactory", isClassification() ? CLASSIFIER : OUTPUTS);
        entries.put("flag", steps.channels() == Channels.GRAY ? "GRAYSCALE" : "COLOR");
        entries.put("width", Integer.toString(steps.crop()));
        entries.put("height", Integer.toString(steps.crop()));
        if (steps.resize() > 0) {
            entries.put("resizeShort", Integer.toString(steps.resize()));
        }
        entries.put("centerCrop", "true");
        entries.put("toTensor", "true");
        if (!isPlain()) {
            entries.put("normalize",
                Stream.concat(mean(), std()).map(String::valueOf).collect(Collectors.joining(",")));
        }
        if (isClassification()) {
            entries.put("applySoftmax", Boolean.toString(!spec.head().isProbabilities()));
            entries.put("synsetFileName", LABELS_FILE);
        } else {
            // asked for classes, DJL would take the outputs for probabilities; a file that is not there stops it
            entries.put("synsetFileName", "none, see the comments in " + FILE);
        }
        return entries;
    }

    /** What the outputs mean, as the rest of a comment's line and further lines. */
    private String outputs() {
        final String values = spec.head().isProbabilities() ? "probabilities" : "logits";
        final Target target = spec.head().target();
        return switch (target.task()) {
            case CLASSIFICATION -> values + " (n, classes).\n";
            case MULTI_LABEL -> values + " (n, labels), in the order of " + LABELS_FILE + ".\n"
                + (spec.head().isProbabilities() ? "" : "# The probability of a label is 1 / (1 + exp(-logit)).\n")
                + "# DJL's ImageFeatureExtractorFactory (Image to float[]) gives the " + values + " as they are.\n";
            case REGRESSION -> "numbers (n, targets).\n# DJL's ImageFeatureExtractorFactory (Image to float[]) gives "
                + "them as they are. What they stand for, in this order:\n" + IntStream.range(0, labels().size())
                    .mapToObj(i -> "#   " + plain(labels().get(i)) + " = " + scaled(target.scales(), i) + "\n")
                    .collect(Collectors.joining());
        };
    }

    private static String scaled(final List<Target.Scale> scales, final int output) {
        return scales.isEmpty() ? "number"
            : "number * " + scales.get(output).deviation() + " + " + scales.get(output).mean();
    }

    private static String plain(final String label) {
        return label.replaceAll("[\\r\\n]+", " ");
    }

    private String comments() {
        final Preprocessing steps = spec.preprocessing();
        final int count = steps.channels().count();
        final var lines = new StringBuilder();
        lines.append("# Written by Transfer Learning for KNIME for DJL and DJL Serving. The network is TorchScript:\n");
        lines.append("# input float32 (n, ").append(count).append(", ").append(steps.crop()).append(", ")
            .append(steps.crop()).append("), output ").append(outputs()).append("#\n");
        lines.append("# It expects images prepared in these steps:\n");
        if (steps.resize() > 0) {
            lines.append("#   resize the shorter side to ").append(steps.resize())
                .append(" pixels, bilinear with antialiasing\n");
        }
        lines.append("#   cut ").append(steps.crop()).append(" x ").append(steps.crop())
            .append(" pixels out of the center, padded with zeros where the image is smaller\n");
        lines.append("#   channels ").append(steps.channels()).append(", (8-bit value * ").append(steps.scale())
            .append(" - mean) / std with mean ").append(steps.mean()).append(" and std ").append(steps.std())
            .append('\n');
        if (steps.resize() > 0) {
            lines.append("# DJL resizes without antialiasing: its predictions are the same for images whose shorter\n")
                .append("# side is already ").append(steps.resize())
                .append(" pixels long, and differ somewhat for others.\n");
        }
        lines.append("# DJL does not pad: images must not be smaller than the part that is cut out.\n");
        obstacle().ifPresent(o -> lines.append("#\n# DJL's image translator cannot be used: ")
            .append(o).append(".\n# Prepare the input in your own code, and load the network for NDList.\n"));
        return lines.append('\n').toString();
    }
}
