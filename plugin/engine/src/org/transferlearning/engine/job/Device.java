// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

/**
 * Where a job computes.
 *
 * @param kind the kind of device
 * @param index the number of the GPU, from 0; 0 otherwise
 */
public record Device(Kind kind, int index) {

    /** The first GPU if there is one that can be used, else the CPU. */
    public static final Device AUTOMATIC = new Device(Kind.AUTOMATIC, 0);

    /** The processor. */
    public static final Device CPU = new Device(Kind.CPU, 0);

    /** The kind of device. */
    public enum Kind {
            /** A GPU if there is one, else the CPU. */
            AUTOMATIC,
            /** The processor. */
            CPU,
            /** A CUDA device. */
            GPU
    }
}
