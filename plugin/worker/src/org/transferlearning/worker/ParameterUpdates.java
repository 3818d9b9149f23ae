// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.optimizer.Sgd;
import ai.djl.training.tracker.ParameterTracker;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.transferlearning.engine.job.TrainingConfig;

/**
 * The rule by which gradients change parameters, and what it remembers of each: up to twice the size of the trainable
 * parameters. DJL's optimizers detach those arrays from every manager (Optimizer.withDefaultState), so nothing but
 * {@link #close()} frees them.
 */
final class ParameterUpdates implements AutoCloseable {

    private final Optimizer m_optimizer;

    private final Set<NDArray> m_states = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * @param config says which rule
     * @param multipliers of the learning rate, by the parameters' full names; 1 if absent
     */
    ParameterUpdates(final TrainingConfig config, final Map<String, Double> multipliers) {
        final ParameterTracker rate =
            (name, step) -> (float)(config.learningRate() * multipliers.getOrDefault(name, 1.0));
        m_optimizer = switch (config.optimizer()) {
            case ADAM -> new ClosableAdam(Optimizer.adam().optLearningRateTracker(rate));
            case ADAMW -> new ClosableAdamW(Optimizer.adamW().optLearningRateTracker(rate).optWeightDecays(0.01f));
            case SGD -> new ClosableSgd(Optimizer.sgd().setLearningRateTracker(rate).optMomentum(0.9f));
        };
    }

    /**
     * Changes a parameter.
     *
     * @param name its full name
     * @param parameter its values, float32
     * @param gradient of the same shape
     */
    void apply(final String name, final NDArray parameter, final NDArray gradient) {
        m_optimizer.update(name, parameter, gradient);
    }

    @Override
    public void close() {
        m_states.forEach(NDArray::close);
    }

    private NDArray remember(final NDArray state) {
        m_states.add(state);
        return state;
    }

    private final class ClosableAdam extends Adam {

        ClosableAdam(final Adam.Builder builder) {
            super(builder);
        }

        @Override
        protected NDArray withDefaultState(final Map<String, Map<Device, NDArray>> state, final String key,
            final Device device, final Function<String, NDArray> first) {
            return remember(super.withDefaultState(state, key, device, first));
        }
    }

    private final class ClosableAdamW extends AdamW {

        ClosableAdamW(final AdamW.Builder builder) {
            super(builder);
        }

        @Override
        protected NDArray withDefaultState(final Map<String, Map<Device, NDArray>> state, final String key,
            final Device device, final Function<String, NDArray> first) {
            return remember(super.withDefaultState(state, key, device, first));
        }
    }

    private final class ClosableSgd extends Sgd {

        ClosableSgd(final Sgd.Builder builder) {
            super(builder);
        }

        @Override
        protected NDArray withDefaultState(final Map<String, Map<Device, NDArray>> state, final String key,
            final Device device, final Function<String, NDArray> first) {
            return remember(super.withDefaultState(state, key, device, first));
        }
    }
}
