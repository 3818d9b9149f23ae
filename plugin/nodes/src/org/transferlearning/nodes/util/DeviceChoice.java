// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.util;

import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.widget.choices.Label;
import org.transferlearning.engine.job.Device;

/** The devices as a dialog offers them. */
public enum DeviceChoice {
        /** A GPU if there is one, else the CPU. */
        @Label(value = "Automatic", description = "The first GPU if there is one that can be used, else the CPU.")
        AUTOMATIC,
        /** The processor. */
        @Label(value = "CPU", description = "The processor.")
        CPU,
        /** A CUDA device. */
        @Label(value = "GPU", description = "An NVIDIA GPU, by its number. The Transfer Learning System Check node "
            + "says which ones can be used.")
        GPU;

    /** Marks the parameter that holds the choice. */
    public interface Ref extends ParameterReference<DeviceChoice> {
    }

    /** Whether the number of a GPU is needed. */
    public static final class IsGpu implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer i) {
            return i.getEnum(Ref.class).isOneOf(GPU);
        }
    }

    /**
     * @param gpu the number of the GPU
     * @return the device
     */
    public Device device(final int gpu) {
        return switch (this) {
            case AUTOMATIC -> Device.AUTOMATIC;
            case CPU -> Device.CPU;
            case GPU -> new Device(Device.Kind.GPU, gpu);
        };
    }
}
