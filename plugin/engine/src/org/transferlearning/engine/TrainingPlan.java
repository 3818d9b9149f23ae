// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What training changes in a network, and how fast.
 *
 * @param frozen full names of the parameters that keep their values
 * @param updating paths of the batch norm layers whose running statistics follow the training data; all others keep
 *            theirs. None of their parameters is frozen
 * @param multipliers factors for the learning rate by layer path; a layer that is absent has 1
 * @param reinitialized paths of the layers that start from new random values, with the seed of each
 */
public record TrainingPlan(Set<String> frozen, Set<String> updating, Map<String, Double> multipliers,
    Map<String, Long> reinitialized) {

    /** Everything is trainable but running statistics, from the values in the archive, at the same rate. */
    public static final TrainingPlan EVERYTHING = new TrainingPlan(Set.of(), Set.of(), Map.of(), Map.of());

    /** Copies and sorts the collections. */
    public TrainingPlan {
        frozen = Collections.unmodifiableSet(new TreeSet<>(frozen));
        updating = Collections.unmodifiableSet(new TreeSet<>(updating));
        multipliers = Collections.unmodifiableMap(new TreeMap<>(multipliers));
        reinitialized = Collections.unmodifiableMap(new TreeMap<>(reinitialized));
    }

    /**
     * @param newFrozen full names of the parameters that keep their values
     * @return a copy with them
     */
    public TrainingPlan withFrozen(final Collection<String> newFrozen) {
        return new TrainingPlan(Set.copyOf(newFrozen), updating, multipliers, reinitialized);
    }

    /**
     * @param newUpdating paths of the batch norm layers whose running statistics follow the training data
     * @return a copy with them
     */
    public TrainingPlan withUpdating(final Collection<String> newUpdating) {
        return new TrainingPlan(frozen, Set.copyOf(newUpdating), multipliers, reinitialized);
    }

    /**
     * @param newMultipliers factors for the learning rate by layer path
     * @return a copy with them
     */
    public TrainingPlan withMultipliers(final Map<String, Double> newMultipliers) {
        return new TrainingPlan(frozen, updating, newMultipliers, reinitialized);
    }

    /**
     * @param newReinitialized paths of the layers that start from new random values, with the seed of each
     * @return a copy with them
     */
    public TrainingPlan withReinitialized(final Map<String, Long> newReinitialized) {
        return new TrainingPlan(frozen, updating, multipliers, newReinitialized);
    }
}
