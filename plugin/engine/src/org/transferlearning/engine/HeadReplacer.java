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
import java.util.function.Predicate;

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
        final var initialization = old.isUntrained()
            ? new Head.Initialization(old.initialization().cutPoint(), seed, old.initialization().pooling())
            : new Head.Initialization(old.layer(), seed);
        final var head = new Head(Head.NEW_LAYER, old.features(), classes.size(), classes, false, initialization);
        final List<String> points = spec.cutPoints().stream().filter(p -> !p.equals(old.layer())).toList();
        return with(spec, head, p -> !p.equals(old.layer()), points)
            .withStep("Replaced the head \"" + old.layer() + "\" by a new one for " + classes.size()
                + " classes, seed " + seed + ".");
    }

    /**
     * Replaces everything behind a cut point.
     *
     * @param spec a network's specification
     * @param points the cut points of its archive
     * @param path path of the module after which to cut
     * @param pooling how the tensor there becomes the head's features
     * @param features number of features after the pooling; 0 to take it from the cut point
     * @param classes labels of the new outputs in their order, 2 to {@link #MAX_CLASSES}, all different
     * @param seed for the new head's values
     * @return the specification with the new head as its last layer, not frozen, and without the layers behind the cut;
     *         the other layers stay frozen or not
     * @throws EngineException if the network cannot be cut there, the number of features is not known, or the classes
     *             do not fit
     */
    public static NetworkSpec replaceBehind(final NetworkSpec spec, final CutPoints points, final String path,
        final Pooling pooling, final int features, final List<String> classes, final long seed)
        throws EngineException {
        checkClasses(classes);
        final CutPoint point = points.at(path);
        final boolean isKnown = point.width() > 0 && pooling != Pooling.NONE;
        final int count = features == 0 && isKnown ? pooling.features(point.width()) : features;
        if (count < 1) {
            throw new EngineException("How many features the network \"" + spec.name() + "\" has after \"" + path
                + "\" is not known.", "Choose a cut point right after a convolution, norm or linear layer.");
        }
        final boolean isRenewed = spec.head().isUntrained();
        final Set<String> kept = new HashSet<>();
        points.modulesBefore(point).forEach(p -> kept.add(isRenewed ? renamed(p) : p));
        if (isRenewed && spec.head().initialization().pooling() != null
            && !points.modulesBefore(points.at(spec.head().initialization().cutPoint())).contains(path)) {
            throw new EngineException("The network \"" + spec.name() + "\" has been cut before \"" + path + "\".",
                "Choose an earlier cut point.");
        }
        if (isRenewed) {
            kept.remove(Head.NEW_LAYER);
        }
        final var head = new Head(Head.NEW_LAYER, count, classes.size(), classes, false,
            new Head.Initialization(path, seed, pooling));
        final String specPath = isRenewed ? renamed(path) : path;
        final int end = spec.cutPoints().indexOf(specPath) + 1;
        return with(spec, head, kept::contains, spec.cutPoints().subList(0, end))
            .withStep("Cut the network after \"" + path + "\" and put a new head for " + classes.size()
                + " classes on it, seed " + seed + ".");
    }

    /** The specification with another head and only some of the layers. */
    private static NetworkSpec with(final NetworkSpec spec, final Head head, final Predicate<String> isKept,
        final List<String> points) {
        final List<Layer> layers = new ArrayList<>();
        final Set<String> frozen = new TreeSet<>();
        final var multipliers = new TreeMap<String, Double>();
        for (final Layer layer : spec.layers()) {
            if (isKept.test(layer.path())) {
                final String path = renamed(layer.path());
                layers.add(new Layer(path, layer.kind(), renamed(layer.block()), layer.parameters(),
                    layer.buffers()));
                if (spec.isFrozen(layer)) {
                    frozen.add(path);
                }
                if (spec.multipliers().containsKey(layer.path())) {
                    multipliers.put(path, spec.multipliers().get(layer.path()));
                }
            }
        }
        final long outputs = head.outputs();
        layers.add(new Layer(Head.NEW_LAYER, "Linear", Head.NEW_LAYER,
            List.of(new Layer.Tensor("weight", List.of(outputs, (long)head.features())),
                new Layer.Tensor("bias", List.of(outputs))),
            List.of()));
        final List<String> cutPoints = new ArrayList<>();
        points.forEach(p -> cutPoints.add(renamed(p)));
        cutPoints.add(Head.NEW_LAYER);
        return new NetworkSpec(spec.name(), spec.isTraced(), layers, cutPoints, head,
            spec.preprocessing(), frozen, multipliers, spec.lineage());
    }

    /** Parts of a module that has the name of the new head move to another name, as {@link NetworkWriter} does it. */
    private static String renamed(final String path) {
        return (path + ".").startsWith(Head.NEW_LAYER + ".")
            ? RENAMED_LAYER + path.substring(Head.NEW_LAYER.length()) : path;
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
