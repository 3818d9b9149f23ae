// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.job;

import java.util.List;

/**
 * How fast a worker computes, and what with.
 *
 * @param device where it was measured, for example {@code CPU}
 * @param versions of what computes
 * @param hardware what there is to compute with
 * @param flops floating-point operations per second of a product of two float32 matrices
 * @param imagesPerSecond that the network processes, without reading them
 */
public record BenchmarkResult(String device, Versions versions, Hardware hardware, double flops,
    double imagesPerSecond) {

    /**
     * Versions of what computes.
     *
     * @param pyTorch of PyTorch
     * @param djl of DJL
     * @param jni of the library between the two; empty if it does not say
     */
    public record Versions(String pyTorch, String djl, String jni) {
    }

    /**
     * What there is to compute with, as the worker sees it.
     *
     * @param processors logical processors
     * @param threads that PyTorch computes with
     * @param gpus those that PyTorch can use
     */
    public record Hardware(int processors, int threads, List<Gpu> gpus) {
    }

    /**
     * A GPU.
     *
     * @param index its number, from 0
     * @param memory in bytes
     * @param freeMemory in bytes
     */
    public record Gpu(int index, long memory, long freeMemory) {
    }
}
