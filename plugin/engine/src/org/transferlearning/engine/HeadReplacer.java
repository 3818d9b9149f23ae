// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.transferlearning.engine.surgery.HeadModule;

/**
 * Puts a new, untrained head on a network. Changes the specification only: the archive is cut when
 * {@link NetworkWriter#materialize} writes it.
 */
public final class HeadReplacer {

    /** More classes than the largest usual data sets have: probably a column of identifiers. */
    public static final int MAX_CLASSES = 1000;

    /** More hidden layers than heads have. */
    public static final int MAX_HIDDEN = 20;

    /** More units than a hidden layer of a head has. */
    public static final int MAX_UNITS = 65_536;

    /** More weights than a head has: 1 GB of them, which training holds several times. */
    public static final long MAX_WEIGHTS = 1L << 28;

    /** The name that a part of the network gets if it has the name of the new head. */
    static final String RENAMED_LAYER = "head_before";

    private HeadReplacer() {
    }

    /**
     * Puts a new head on a network, either in the place of its last linear layer, or behind a cut point. What is
     * behind the cut goes away; the other layers stay frozen or not.
     *
     * @param spec a network's specification
     * @param target what to predict: 2 to {@link #MAX_CLASSES} classes, or for several labels or numbers 1 to
     *            {@link #MAX_CLASSES}, all different; for numbers with a scale of each
     * @param design where to cut, and what the new head is like; a design without a cut point replaces an untrained
     *            head where that one begins
     * @return the specification with the new head as its last layer, not frozen
     * @throws EngineException if the target or the design is not possible, the network cannot be cut there, or the
     *             number of features there is not known
     */
    public static NetworkSpec replace(final NetworkSpec spec, final Target target, final HeadDesign design)
        throws EngineException {
        TargetCheck.check(target);
        DesignCheck.check(design, target.classes().size());
        return design.isBeforeLastLayer() ? replaceHead(spec, target, design) : replaceBehind(spec, target, design);
    }

    /**
     * Finds where to cut a network that is to keep its first blocks.
     *
     * @param spec a network's specification
     * @param count how many of {@link NetworkSpec#blocksBeforeHead} to keep, at least 1
     * @return the last cut point at which exactly these blocks have run; of those, one where the number of features is
     *         known, if there is one
     * @throws EngineException if the network has fewer blocks, or no such cut point
     */
    public static CutPoint afterBlocks(final NetworkSpec spec, final int count) throws EngineException {
        return new BlockCuts(spec).after(count);
    }

    private static NetworkSpec replaceHead(final NetworkSpec spec, final Target target, final HeadDesign design)
        throws EngineException {
        checkHead(spec);
        final Head old = spec.head();
        final HeadDesign made = old.isUntrained() ? design.withCut(old.design().cutPoint(), old.design().pooling())
            : design;
        return with(spec, head(old.features(), target, made), m -> !old.contains(m), pointsBefore(spec, old), Set.of())
            .withModules(m -> withShape(m, old.layer(), target.classes().size()))
            .withStep("Replaced the head \"" + old.layer() + "\" by a new one " + described(target, design)
                + ", seed " + design.seed() + ".");
    }

    private static NetworkSpec replaceBehind(final NetworkSpec spec, final Target target, final HeadDesign design)
        throws EngineException {
        final CutPoint point = spec.cutPoint(design.cutPoint());
        final CutFeatures features = CutFeatures.of(spec, point, design.pooling());
        final String pathInArchive = spec.head().isUntrained() ? original(point.path()) : point.path();
        return with(spec, head(features.count(), target, design.withCut(pathInArchive, features.pooling())),
            spec.modulesBefore(point)::contains, spec.cutPoints().subList(0, spec.cutPoints().indexOf(point) + 1),
            point.unused()).withModules(m -> withShape(m, point.path(), target.classes().size()))
                .withStep("Cut the network after \"" + point.path() + "\" and put a new head "
                    + described(target, design) + " on it, seed " + design.seed() + ".");
    }

    /** For example "with 2 hidden layers for 3 classes". */
    private static String described(final Target target, final HeadDesign design) {
        final int count = target.classes().size();
        final String noun = switch (target.task()) {
            case CLASSIFICATION -> "class";
            case MULTI_LABEL -> "label";
            case REGRESSION -> "number";
        };
        final int layers = design.hidden().size();
        return (layers == 0 ? "" : "with " + Count.of(layers, "hidden layer") + " ") + "for "
            + Count.of(count, noun);
    }

    private static List<CutPoint> pointsBefore(final NetworkSpec spec, final Head head) {
        return spec.cutPoints().stream().takeWhile(p -> p.modules().stream().noneMatch(head::contains)).toList();
    }

    private static Head head(final long features, final Target target, final HeadDesign design)
        throws EngineException {
        DesignCheck.checkSize(features, design, target.classes().size());
        return new Head(Head.NEW_LAYER, (int)features, target.classes().size(), true, false, target, design);
    }

    /** The specification with another head and only some of the modules and tensors. */
    private static NetworkSpec with(final NetworkSpec spec, final Head head, final Predicate<String> isKept,
        final List<CutPoint> pointsLeft, final Collection<String> unused) {
        final List<Layer> modules = new ArrayList<>();
        spec.modules().stream().filter(m -> isKept.test(m.path()))
            .forEach(m -> modules.add(renamed(m.without(unused))));
        final Set<String> tensors = new HashSet<>();
        modules.forEach(m -> Stream.concat(m.parameters().stream(), m.buffers().stream())
            .forEach(t -> tensors.add(m.fullName(t))));
        HeadModule.of(head).forEach(m -> modules.add(m.layer()));
        final List<CutPoint> points = pointsLeft.stream()
            .map(p -> new CutPoint(renamed(p.path()), p.kind(), p.width(), p.pooling(), renamed(p.modules()),
                renamed(p.unused()).stream().filter(tensors::contains).toList())).toList();
        return new NetworkSpec(spec.name(), spec.isTraced(), modules, points, head, spec.preprocessing(),
            plan(spec.plan(), modules), spec.lineage());
    }

    /** What a module's output is after the cut: that of a module which the cut divides is not known any more. */
    private static Layer withShape(final Layer module, final String cut, final long outputs) {
        if (module.path().isEmpty() && !module.outputShape().isEmpty()) {
            return module.withOutputShape(List.of(1L, outputs));
        }
        return renamed(cut).startsWith(module.path() + ".") ? module.withOutputShape(List.of()) : module;
    }

    /**
     * The part of a plan that is about what is left of the network. The new head is trainable, and its batch norms'
     * running statistics follow the training data, since there is nothing to keep.
     */
    private static TrainingPlan plan(final TrainingPlan plan, final List<Layer> modules) {
        final Set<String> paths = new HashSet<>();
        final Set<String> parameters = new HashSet<>();
        modules.stream().filter(m -> !m.block().equals(Head.NEW_LAYER)).forEach(m -> {
            paths.add(m.path());
            parameters.addAll(m.parameterNames());
        });
        final Set<String> updating = new HashSet<>(kept(plan.updating(), paths));
        modules.stream().filter(m -> m.block().equals(Head.NEW_LAYER) && !m.buffers().isEmpty())
            .forEach(m -> updating.add(m.path()));
        return new TrainingPlan(kept(plan.frozen(), parameters), updating,
            kept(plan.multipliers(), paths), kept(plan.reinitialized(), paths));
    }

    private static Set<String> kept(final Set<String> names, final Set<String> known) {
        return names.stream().map(HeadReplacer::renamed).filter(known::contains).collect(Collectors.toSet());
    }

    private static <T> Map<String, T> kept(final Map<String, T> values, final Set<String> known) {
        final Map<String, T> kept = new TreeMap<>();
        values.forEach((path, value) -> kept.put(renamed(path), value));
        kept.keySet().retainAll(known);
        return kept;
    }

    /** What has the name of the new head, with its parts, moves to another name, as {@link NetworkWriter} does it. */
    private static String renamed(final String path) {
        return (path + ".").startsWith(Head.NEW_LAYER + ".")
            ? RENAMED_LAYER + path.substring(Head.NEW_LAYER.length()) : path;
    }

    /** Tensors of the root may have the name of the new head too. */
    private static Layer renamed(final Layer module) {
        final UnaryOperator<Layer.Tensor> change = t -> module.path().isEmpty()
            ? new Layer.Tensor(renamed(t.name()), t.shape()) : t;
        return new Layer(renamed(module.path()), module.kind(), renamed(module.block()),
            module.parameters().stream().map(change).toList(), module.buffers().stream().map(change).toList(),
            module.obstacle(), module.outputShape());
    }

    private static List<String> renamed(final List<String> paths) {
        return paths.stream().map(HeadReplacer::renamed).toList();
    }

    /** The reverse of {@link #renamed(String)}. */
    private static String original(final String path) {
        return (path + ".").startsWith(RENAMED_LAYER + ".")
            ? Head.NEW_LAYER + path.substring(RENAMED_LAYER.length()) : path;
    }

    private static void checkHead(final NetworkSpec spec) throws EngineException {
        if (spec.head().layer().isEmpty()) {
            final String last = spec.layers().isEmpty() ? ""
                : " (\"" + spec.layers().get(spec.layers().size() - 1).path() + "\" is of the kind "
                    + spec.layers().get(spec.layers().size() - 1).kind() + ")";
            throw new EngineException("The network \"" + spec.name() + "\" does not end in a linear layer" + last
                + ", so its head cannot be replaced.",
                "Choose the layer after which to cut the network, or another network.");
        }
        if (!spec.head().isReplaceable()) {
            throw new EngineException(
                "The network \"" + spec.name() + "\" cannot be cut before its last linear layer \""
                    + spec.head().layer()
                    + "\", because the layer runs conditionally or more than once, or its weights belong to another "
                    + "layer too.",
                "Trace the network (torch.jit.trace) instead of scripting it, or choose another network.");
        }
    }
}
