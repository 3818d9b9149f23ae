// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;
import java.util.function.Supplier;
import org.transferlearning.engine.EngineException;

/**
 * The memory of a GPU. PyTorch keeps what a batch has freed for the next one, and to the device that counts as used:
 * what is used after a batch is the most that was used in it. What is asked of a GPU and is not there fails at once and
 * harms nobody, so nothing is reserved. What other programs take meanwhile makes the estimate wrong, but not the job.
 * (Before such a failure, PyTorch has given back what it keeps and tried again: {@link BatchSize} need not.)
 *
 * @param usage of the device, by all programs
 * @param release gives back what PyTorch keeps
 */
record GpuMemory(Supplier<MemoryUsage> usage, Runnable release) implements DeviceMemory {

    /**
     * @param device a GPU
     * @return its memory
     */
    static GpuMemory of(final Device device) {
        return new GpuMemory(() -> CudaUtils.getGpuMemory(device), JniUtils::emptyCudaCache);
    }

    /** Gives back what PyTorch keeps of all GPUs, if it is there at all: for other programs, when there is no job. */
    static void releaseAll() {
        try {
            JniUtils.emptyCudaCache();
        } catch (LinkageError ex) { // NOSONAR: no job has needed PyTorch, or it could not be loaded
            return;
        }
    }

    @Override
    public boolean reserve(final Decision decision) throws EngineException {
        return decision.bytes(free()).isPresent();
    }

    private Free free() {
        try {
            final var memory = usage.get();
            final var free = memory.getMax() - memory.getUsed();
            return new Free(free, free);
        } catch (RuntimeException ex) { // NOSONAR: what is not there fails
            System.err.println("[DEBUG] Free memory of the GPU unknown: " + TorchMessages.firstLine(ex));
            return Free.UNKNOWN;
        }
    }

    @Override
    public boolean reset() {
        release.run();
        return true;
    }

    @Override
    public long peak() {
        return usage.get().getUsed();
    }
}
