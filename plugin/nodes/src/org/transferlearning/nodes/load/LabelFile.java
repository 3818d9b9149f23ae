// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.transferlearning.engine.Count;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.nodes.util.Location;

/** A text file with the labels of a network's outputs, one a line. */
final class LabelFile {

    private LabelFile() {
    }

    /**
     * @param spec a network
     * @param location path or URL of a text file in UTF-8
     * @return the network with the labels in it
     * @throws EngineException if there are more or fewer labels than outputs
     * @throws IOException if the file cannot be read
     */
    static NetworkSpec apply(final NetworkSpec spec, final String location) throws EngineException, IOException {
        final var labels = read(location);
        final var outputs = spec.head().outputs();
        if (labels.isEmpty()) {
            throw new EngineException("The label file \"" + location + "\" is empty.",
                "Choose a text file with one label a line.");
        }
        if (outputs > 0 && labels.size() != outputs) {
            throw new EngineException("The network has " + Count.of(outputs, "output") + ", but the label file \""
                + location + "\" has " + Count.of(labels.size(), "label") + ".",
                "Choose a file with one line for each of the network's outputs, in their order.");
        }
        final var head = spec.head().withTarget(spec.head().target().withClasses(labels));
        return spec.withHead(outputs > 0 ? head : head.withOutputs(labels.size()));
    }

    private static List<String> read(final String location) throws EngineException, IOException {
        final var labels = new ArrayList<String>();
        try (var reader = new BufferedReader(
            new InputStreamReader(Location.of(location).open(), StandardCharsets.UTF_8.newDecoder()))) {
            reader.lines().map(String::strip).forEach(labels::add);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new EngineException("The label file \"" + location + "\" is not a text file in UTF-8.",
                    "Choose a text file with one label a line, saved in UTF-8.", e);
            }
            throw e.getCause();
        }
        if (!labels.isEmpty() && labels.get(0).startsWith("\uFEFF")) {
            labels.set(0, labels.get(0).substring(1)); // the mark that Windows' editors put before UTF-8
        }
        while (!labels.isEmpty() && labels.get(labels.size() - 1).isEmpty()) {
            labels.remove(labels.size() - 1);
        }
        return labels;
    }
}
