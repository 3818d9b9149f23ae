// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * All that nodes and dialogs need to know of a network, without its tensors. Immutable; the {@code with…} methods
 * return a changed copy.
 *
 * @param name what users call it, for example the file's name
 * @param isTraced whether the archive was traced (batch norm and dropout are fixed in evaluation mode) and not scripted
 * @param modules all of them in network order, the root first, with a new head as the last
 * @param cutPoints where the network can be cut, in network order: by when the module is done, a block after its parts
 * @param head the network's head
 * @param preprocessing how images become input
 * @param plan what training changes
 * @param lineage what was done to the network, one sentence a step, the oldest first
 */
public record NetworkSpec(String name, boolean isTraced, List<Layer> modules, List<CutPoint> cutPoints, Head head,
    Preprocessing preprocessing, TrainingPlan plan, List<String> lineage) {

    /** Copies the lists. */
    public NetworkSpec {
        modules = List.copyOf(modules);
        cutPoints = List.copyOf(cutPoints);
        lineage = List.copyOf(lineage);
    }

    /** @return the modules that own parameters or buffers themselves, in network order */
    public List<Layer> layers() {
        return modules.stream().filter(Layer::hasTensors).toList();
    }

    /**
     * @param path a path
     * @return the module there
     */
    public Optional<Layer> module(final String path) {
        return modules.stream().filter(m -> m.path().equals(path)).findFirst();
    }

    /** @return the labels of the outputs; empty if unknown */
    public List<String> classes() {
        return head.target().classes();
    }

    /**
     * @param path a module's path
     * @return the cut point after it
     * @throws EngineException if the network cannot be cut there; the message says why
     */
    public CutPoint cutPoint(final String path) throws EngineException {
        for (final CutPoint point : cutPoints) {
            if (point.path().equals(path)) {
                return point;
            }
        }
        final String obstacle = module(path).map(Layer::obstacle).orElse("is not one of its cut points");
        throw new EngineException("The network \"" + name + "\" cannot be cut after \"" + path + "\": it " + obstacle
            + ".", "Choose one of the cut points.");
    }

    /**
     * @param point one of the cut points
     * @return paths of the modules that stay when the network is cut there
     */
    public Set<String> modulesBefore(final CutPoint point) {
        return cutPoints.subList(0, cutPoints.indexOf(point) + 1).stream().flatMap(p -> p.modules().stream())
            .collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * @param layer one of the layers
     * @return whether training changes none of its values, running statistics included
     */
    public boolean isFrozen(final Layer layer) {
        return plan.frozen().containsAll(layer.parameterNames()) && !plan.updating().contains(layer.path());
    }

    /** @return the paths of the layers of whose values training changes none */
    public Set<String> frozenLayers() {
        return layers().stream().filter(this::isFrozen).map(Layer::path).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * @param layer one of the layers
     * @return the factor for its learning rate
     */
    public double multiplier(final Layer layer) {
        return plan.multipliers().getOrDefault(layer.path(), 1.0);
    }

    /** @return the blocks' paths, in network order */
    public List<String> blocks() {
        final var blocks = new LinkedHashSet<String>();
        layers().forEach(l -> blocks.add(l.block()));
        return new ArrayList<>(blocks);
    }

    /** @return the paths of the blocks that the head is not in, in network order */
    public List<String> blocksBeforeHead() {
        return layers().stream().filter(l -> !head.contains(l.path())).map(Layer::block).distinct().toList();
    }

    /** @return the number of elements in all parameters */
    public long parameterCount() {
        return modules.stream().mapToLong(Layer::parameterCount).sum();
    }

    /** @return the number of elements in the parameters that are not frozen */
    public long trainableCount() {
        return modules.stream().flatMap(m -> m.parameters().stream()
            .filter(p -> !plan.frozen().contains(m.fullName(p)))).mapToLong(Layer.Tensor::size).sum();
    }

    /** @return the full names of the parameters that are not frozen, with their learning-rate multipliers */
    public Map<String, Double> trainableParameters() {
        final var names = new LinkedHashMap<String, Double>();
        modules.forEach(m -> m.parameterNames().stream().filter(n -> !plan.frozen().contains(n))
            .forEach(n -> names.put(n, multiplier(m))));
        return names;
    }

    /** @return for example {@code trainable 1,026 of 2,225,858 parameters} */
    public String trainableSummary() {
        return String.format(Locale.ROOT, "trainable %,d of %,d parameters", trainableCount(), parameterCount());
    }

    /**
     * @param newName what users call it
     * @return a copy with it
     */
    public NetworkSpec withName(final String newName) {
        return new NetworkSpec(newName, isTraced, modules, cutPoints, head, preprocessing, plan, lineage);
    }

    /**
     * @param newPlan what training changes
     * @return a copy with it
     */
    public NetworkSpec withPlan(final TrainingPlan newPlan) {
        return new NetworkSpec(name, isTraced, modules, cutPoints, head, preprocessing, newPlan, lineage);
    }

    /**
     * @param newPreprocessing how images become input
     * @return a copy with it
     */
    public NetworkSpec withPreprocessing(final Preprocessing newPreprocessing) {
        return new NetworkSpec(name, isTraced, modules, cutPoints, head, newPreprocessing, plan, lineage);
    }

    /**
     * @param newHead the head
     * @return a copy with it
     */
    public NetworkSpec withHead(final Head newHead) {
        return new NetworkSpec(name, isTraced, modules, cutPoints, newHead, preprocessing, plan, lineage);
    }

    /** @return a copy as it is after training: the head is no design any more, and no layer is to start anew */
    public NetworkSpec trained() {
        return withHead(head.trained()).withPlan(plan.withReinitialized(Map.of()));
    }

    /**
     * @param change what to do with each module
     * @return a copy with the changed modules
     */
    public NetworkSpec withModules(final UnaryOperator<Layer> change) {
        return new NetworkSpec(name, isTraced, modules.stream().map(change).toList(), cutPoints, head, preprocessing,
            plan, lineage);
    }

    /**
     * @param step what was done, one sentence
     * @return a copy with it as its last step
     */
    public NetworkSpec withStep(final String step) {
        final var steps = new ArrayList<>(lineage);
        steps.add(step);
        return new NetworkSpec(name, isTraced, modules, cutPoints, head, preprocessing, plan, steps);
    }
}
