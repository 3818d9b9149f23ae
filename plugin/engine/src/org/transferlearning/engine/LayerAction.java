// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.transferlearning.engine.LayerSelection.Selected;

/**
 * What {@link LayerFreezer} does to selected layers. Each action changes one thing of the plan for training, and what
 * follows from it.
 */
public sealed interface LayerAction {

    /** The largest learning-rate multiplier: a rate so much larger than that of the head destroys what was learned. */
    double MAX_MULTIPLIER = 100;

    /**
     * @param plan what training changes
     * @param step what was done, one sentence
     */
    record Change(TrainingPlan plan, String step) {
    }

    /**
     * @param spec a network's specification
     * @param selected what to do it to, at least one layer
     * @return the changed plan
     * @throws EngineException if it cannot be done to what is selected
     */
    Change change(NetworkSpec spec, Selected selected) throws EngineException;

    /** Keeps the values, those of a new start too: parameters, and running statistics of the layers that have them. */
    record Freeze() implements LayerAction {
        @Override
        public Change change(final NetworkSpec spec, final Selected selected) {
            final Set<String> frozen = new TreeSet<>(spec.plan().frozen());
            frozen.addAll(selected.parameters());
            return new Change(without(spec.plan(), selected.layers()).withFrozen(frozen),
                "Froze " + selected.words() + ".");
        }
    }

    /** Lets training change the parameters; running statistics stay unless {@link UpdateStatistics} is told too. */
    record MakeTrainable() implements LayerAction {
        @Override
        public Change change(final NetworkSpec spec, final Selected selected) {
            final Set<String> frozen = new TreeSet<>(spec.plan().frozen());
            frozen.removeAll(selected.parameters());
            return new Change(spec.plan().withFrozen(frozen), "Made " + selected.words() + " trainable.");
        }
    }

    /**
     * Sets a factor for the learning rate, in the place of an earlier one. Frozen layers stay frozen.
     *
     * @param factor above 0 and at most {@link #MAX_MULTIPLIER}
     */
    record Multiply(double factor) implements LayerAction {
        @Override
        public Change change(final NetworkSpec spec, final Selected selected) throws EngineException {
            if (!(factor > 0 && factor <= MAX_MULTIPLIER)) {
                throw new EngineException(
                    "A learning-rate multiplier must be above 0 and at most 100, not " + number(factor) + ".",
                    "Choose such a number; to keep the layers as they are, freeze them.");
            }
            requireWhole(selected, "A learning-rate multiplier");
            final Map<String, Double> multipliers = new TreeMap<>(spec.plan().multipliers());
            selected.layers().forEach(l -> multipliers.put(l.path(), factor));
            return new Change(spec.plan().withMultipliers(multipliers),
                "Set the learning-rate multiplier " + number(factor) + " for " + selected.words() + ".");
        }
    }

    /**
     * Lets the learning rate fall from the head to the first block: its multiplier is 1 for the head, and in each block
     * the factor times that of the block behind. Known as discriminative fine-tuning (Howard and Ruder 2018,
     * arXiv:1801.06146) and layer-wise learning-rate decay.
     *
     * @param factor above 0 and at most 1
     */
    record Decay(double factor) implements LayerAction {
        @Override
        public Change change(final NetworkSpec spec, final Selected selected) throws EngineException {
            if (!(factor > 0 && factor <= 1)) {
                throw new EngineException("The factor of a learning-rate decay must be above 0 and at most 1, not "
                    + number(factor) + ".", "Choose such a number, for example 0.5.");
            }
            requireWhole(selected, "A learning-rate multiplier");
            final List<String> blocks = spec.blocksBeforeHead();
            final int last = blocks.size() - (spec.head().layer().isEmpty() ? 1 : 0);
            final Map<String, Double> multipliers = new TreeMap<>(spec.plan().multipliers());
            for (final Layer layer : selected.layers()) {
                final int distance = spec.head().contains(layer.path()) ? 0 : last - blocks.indexOf(layer.block());
                // 0 would be what no optimizer expects, and is what very deep networks would get
                multipliers.put(layer.path(), Math.max(Math.pow(factor, distance), Float.MIN_NORMAL));
            }
            return new Change(spec.plan().withMultipliers(multipliers), "Let the learning rate fall by the factor "
                + number(factor) + " from block to block towards the input, for " + selected.words() + ".");
        }
    }

    /**
     * Starts from new random values, those that PyTorch gives to new layers ({@link DefaultValues}). The layers become
     * trainable, and their batch norms' running statistics follow the training data, since there is nothing to keep. A
     * head that is new anyway stays what it is.
     *
     * @param seed of the random numbers; a layer's values depend on it and on the layer's path only
     */
    record Reinitialize(long seed) implements LayerAction {
        @Override
        public Change change(final NetworkSpec spec, final Selected selected) throws EngineException {
            requireWhole(selected, "A new start");
            final Map<String, Long> seeds = new TreeMap<>(spec.plan().reinitialized());
            final Set<String> frozen = new TreeSet<>(spec.plan().frozen());
            final Set<String> updating = new TreeSet<>(spec.plan().updating());
            boolean isChange = false;
            for (final Layer layer : selected.layers()) {
                if (spec.head().isUntrained() && spec.head().contains(layer.path())) {
                    continue;
                }
                isChange = true;
                DefaultValues.requireKnown(layer);
                seeds.put(layer.path(), seed);
                layer.parameterNames().forEach(frozen::remove);
                if (hasRunningStatistics(layer)) {
                    updating.add(layer.path());
                }
            }
            if (!isChange) {
                throw new EngineException("The head of the network \"" + spec.name() + "\" is new already.",
                    "Choose other layers; the head's own seed is in the Replace Head node.");
            }
            return new Change(
                spec.plan().withReinitialized(seeds).withFrozen(frozen).withUpdating(updating),
                "Started " + selected.words() + " anew from random values, seed " + seed + ".");
        }
    }

    /** Lets the running statistics of trainable batch norms follow the training data; frozen ones keep theirs. */
    record UpdateStatistics() implements LayerAction {
        @Override
        public Change change(final NetworkSpec spec, final Selected selected) throws EngineException {
            final List<Layer> norms = selected.layers().stream().filter(LayerAction::hasRunningStatistics).toList();
            if (norms.isEmpty()) {
                final Layer other = selected.layers().get(0);
                throw new EngineException("None of the selected layers of the network \"" + spec.name()
                    + "\" is a batch norm with running statistics; \"" + other.path()
                    + "\", for example, is of the kind " + other.kind() + ".", "Choose batch norms.");
            }
            final List<Layer> trainable = norms.stream()
                .filter(l -> l.parameterNames().stream().noneMatch(spec.plan().frozen()::contains)).toList();
            if (trainable.isEmpty()) {
                throw new EngineException("The selected batch norms of the network \"" + spec.name()
                    + "\" are frozen, and frozen layers keep their running statistics.",
                    "Make the batch norms trainable first, with another Freeze Layers node.");
            }
            final Set<String> updating = new TreeSet<>(spec.plan().updating());
            trainable.forEach(l -> updating.add(l.path()));
            return new Change(spec.plan().withUpdating(updating),
                "Let the running statistics of " + Count.of(trainable.size(), "trainable batch norm")
                    + " follow the training data (selected: " + selected.words() + ").");
        }
    }

    /** Keeps the running statistics of batch norms, whether these are trainable or not. */
    record KeepStatistics() implements LayerAction {
        @Override
        public Change change(final NetworkSpec spec, final Selected selected) {
            return new Change(without(spec.plan(), selected.layers()),
                "Kept the running statistics of the batch norms in " + selected.words() + ".");
        }
    }

    /** The plan in which none of the layers' running statistics follow the training data. */
    private static TrainingPlan without(final TrainingPlan plan, final List<Layer> layers) {
        final Set<String> updating = new HashSet<>(plan.updating());
        layers.forEach(l -> updating.remove(l.path()));
        return plan.withUpdating(updating);
    }

    private static boolean hasRunningStatistics(final Layer layer) {
        return layer.kind().startsWith("BatchNorm")
            && layer.buffers().stream().anyMatch(b -> b.name().equals("running_mean"));
    }

    private static void requireWhole(final Selected selected, final String what) throws EngineException {
        for (final Layer layer : selected.layers()) {
            if (!selected.parameters().containsAll(layer.parameterNames())) {
                throw new EngineException(what + " is for whole layers, and " + selected.words()
                    + " are only a part of \"" + layer.path() + "\".", "Choose whole layers.");
            }
        }
    }

    private static String number(final double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6 ? String.format(Locale.ROOT, "%.0f", value)
            : Double.toString(value);
    }
}
