// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts a new, untrained linear layer in the place of a network's last one. Changes the specification only: the archive
 * is cut when {@link NetworkWriter#materialize} writes it.
 */
public final class HeadReplacer {

    /** More classes than the largest usual data sets have: probably a column of identifiers. */
    public static final int MAX_CLASSES = 1000;

    /** The name that a part of the network gets if it has the name of the new head. */
    static final String RENAMED_LAYER = "head_before";

    private HeadReplacer() {
    }

    /**
     * Replaces the head.
     *
     * @param spec a network's specification
     * @param classes labels of the new outputs in their order, 2 to {@link #MAX_CLASSES}, all different
     * @param seed for the new head's values
     * @return the specification with the new head as its last layer, not frozen; the other layers stay frozen or not
     * @throws EngineException if the number of classes does not fit, a label appears twice, or the network has no last
     *             linear layer before which it can be cut
     */
    public static NetworkSpec replace(final NetworkSpec spec, final List<String> classes, final long seed)
        throws EngineException {
        checkClasses(classes);
        checkHead(spec);
        final Head old = spec.head();
        final int features = old.features();
        final List<Layer> layers = new ArrayList<>();
        for (final Layer layer : spec.layers()) {
            if (!layer.path().equals(old.layer())) {
                final String block = layer.block().equals(Head.NEW_LAYER) ? RENAMED_LAYER : renamed(layer.block());
                layers.add(new Layer(renamed(layer.path()), layer.kind(), block, layer.parameters(),
                    layer.buffers()));
            }
        }
        final long outputs = classes.size();
        layers.add(new Layer(Head.NEW_LAYER, "Linear", Head.NEW_LAYER,
            List.of(new Layer.Tensor("weight", List.of(outputs, (long)features)),
                new Layer.Tensor("bias", List.of(outputs))),
            List.of()));
        final String cutPoint = old.isUntrained() ? old.initialization().cutPoint() : old.layer();
        final var head = new Head(Head.NEW_LAYER, features, classes.size(), classes, false,
            new Head.Initialization(cutPoint, seed));
        final Set<String> frozen = new TreeSet<>();
        spec.frozen().stream().filter(p -> !p.equals(old.layer())).forEach(p -> frozen.add(renamed(p)));
        final var multipliers = new TreeMap<String, Double>();
        spec.multipliers().forEach((path, factor) -> multipliers.put(renamed(path), factor));
        multipliers.remove(Head.NEW_LAYER);
        multipliers.remove(old.layer());
        return new NetworkSpec(spec.name(), spec.isTraced(), layers, List.of(Head.NEW_LAYER), head,
            spec.preprocessing(), frozen, multipliers, spec.lineage())
                .withStep("Replaced the head \"" + old.layer() + "\" by a new one for " + classes.size()
                    + " classes, seed " + seed + ".");
    }

    /** Parts of a module that has the name of the new head move to another name, as {@link NetworkWriter} does it. */
    private static String renamed(final String path) {
        return path.startsWith(Head.NEW_LAYER + ".") ? RENAMED_LAYER + path.substring(Head.NEW_LAYER.length()) : path;
    }

    private static void checkClasses(final List<String> classes) throws EngineException {
        if (classes.size() < 2) {
            throw new EngineException(
                classes.isEmpty() ? "There are no classes to learn."
                    : "There is only one class, \"" + classes.get(0) + "\".",
                "Choose a target column with at least two different values.");
        }
        if (classes.size() > MAX_CLASSES) {
            throw new EngineException(
                String.format(Locale.ROOT, "The target has %,d different values; a head can have at most %,d.",
                    classes.size(), MAX_CLASSES),
                "Choose the column with the class labels; a column with so many values usually identifies the rows.");
        }
        final var seen = new HashSet<String>();
        for (final String label : classes) {
            if (!seen.add(label)) {
                throw new EngineException("The class \"" + label + "\" appears twice.",
                    "Make the labels of the classes different from each other.");
            }
        }
    }

    private static void checkHead(final NetworkSpec spec) throws EngineException {
        if (spec.head().layer().isEmpty()) {
            final String last = spec.layers().isEmpty() ? ""
                : " (\"" + spec.layers().get(spec.layers().size() - 1).path() + "\" is of the kind "
                    + spec.layers().get(spec.layers().size() - 1).kind() + ")";
            throw new EngineException("The network \"" + spec.name() + "\" does not end in a linear layer" + last
                + ", so its head cannot be replaced.", "Choose a network whose last layer is linear.");
        }
        if (!spec.cutPoints().contains(spec.head().layer())) {
            throw new EngineException(
                "The network \"" + spec.name() + "\" cannot be cut before its last linear layer \""
                    + spec.head().layer() + "\", because the layer runs conditionally or more than once, or its weights belong to "
                    + "another layer too.",
                "Trace the network (torch.jit.trace) instead of scripting it, or choose another network.");
        }
    }
}
