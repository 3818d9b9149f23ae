// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that nodes and dialogs need to know of a network, without its tensors. Immutable; the {@code with…} methods
 * return a changed copy.
 *
 * @param name what users call it, for example the file's name
 * @param isTraced whether the archive was traced (batch norm and dropout are fixed in evaluation mode) and not scripted
 * @param layers in network order, with a new head as its last layer
 * @param cutPoints paths of the modules after which the network can be cut, in network order up to the head; the
 *            head's own layer, as the last one, stands for the cut before it ({@link CutPoints} knows more)
 * @param head the network's head
 * @param preprocessing how images become input
 * @param frozen paths of the layers that keep their parameters and running statistics
 * @param multipliers factors for the learning rate by layer path; a layer that is absent has 1
 * @param lineage what was done to the network, one sentence a step, the oldest first
 */
public record NetworkSpec(String name, boolean isTraced, List<Layer> layers, List<String> cutPoints, Head head,
    Preprocessing preprocessing, Set<String> frozen, Map<String, Double> multipliers, List<String> lineage) {

    /** Copies the collections. */
    public NetworkSpec {
        layers = List.copyOf(layers);
        cutPoints = List.copyOf(cutPoints);
        frozen = java.util.Collections.unmodifiableSet(new TreeSet<>(frozen));
        multipliers = java.util.Collections.unmodifiableMap(new TreeMap<>(multipliers));
        lineage = List.copyOf(lineage);
    }

    /** @return the labels of the outputs; empty if unknown */
    public List<String> classes() {
        return head.classes();
    }

    /**
     * @param layer one of the layers
     * @return whether it keeps its values in training
     */
    public boolean isFrozen(final Layer layer) {
        return frozen.contains(layer.path());
    }

    /**
     * @param layer one of the layers
     * @return the factor for its learning rate
     */
    public double multiplier(final Layer layer) {
        return multipliers.getOrDefault(layer.path(), 1.0);
    }

    /** @return the blocks' paths, in network order */
    public List<String> blocks() {
        final var blocks = new LinkedHashSet<String>();
        layers.forEach(l -> blocks.add(l.block()));
        return new ArrayList<>(blocks);
    }

    /** @return the number of elements in all parameters */
    public long parameterCount() {
        return layers.stream().mapToLong(Layer::parameterCount).sum();
    }

    /** @return the number of elements in the parameters that are not frozen */
    public long trainableCount() {
        return layers.stream().filter(l -> !isFrozen(l)).mapToLong(Layer::parameterCount).sum();
    }

    /** @return the full names of the parameters that are not frozen, with their learning-rate multipliers */
    public Map<String, Double> trainableParameters() {
        final var names = new LinkedHashMap<String, Double>();
        layers.stream().filter(l -> !isFrozen(l))
            .forEach(l -> l.parameters().forEach(p -> names.put(l.fullName(p), multiplier(l))));
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
        return new NetworkSpec(newName, isTraced, layers, cutPoints, head, preprocessing, frozen, multipliers, lineage);
    }

    /**
     * @param newFrozen paths of the layers to freeze, all others are trainable
     * @return a copy with it
     */
    public NetworkSpec withFrozen(final Collection<String> newFrozen) {
        return new NetworkSpec(name, isTraced, layers, cutPoints, head, preprocessing, Set.copyOf(newFrozen),
            multipliers, lineage);
    }

    /**
     * @param newPreprocessing how images become input
     * @return a copy with it
     */
    public NetworkSpec withPreprocessing(final Preprocessing newPreprocessing) {
        return new NetworkSpec(name, isTraced, layers, cutPoints, head, newPreprocessing, frozen, multipliers, lineage);
    }

    /**
     * @param newHead the head
     * @return a copy with it
     */
    public NetworkSpec withHead(final Head newHead) {
        return new NetworkSpec(name, isTraced, layers, cutPoints, newHead, preprocessing, frozen, multipliers, lineage);
    }

    /**
     * @param step what was done, one sentence
     * @return a copy with it as its last step
     */
    public NetworkSpec withStep(final String step) {
        final var steps = new ArrayList<>(lineage);
        steps.add(step);
        return new NetworkSpec(name, isTraced, layers, cutPoints, head, preprocessing, frozen, multipliers, steps);
    }
}
