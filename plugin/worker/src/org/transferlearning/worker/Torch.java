// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.util.Set;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.job.Device;

/**
 * PyTorch, ready to compute on a device.
 *
 * @param engine DJL's PyTorch engine
 * @param device where
 */
record Torch(Engine engine, ai.djl.Device device) {

    /** System property of this process, for measuring: whether convolutions count as faster with channels last. */
    static final String CHANNELS_LAST_PROPERTY = "org.transferlearning.worker.channelsLast";

    /** Of PyTorch's random numbers at the start of a job. */
    private static final int SEED = 0;

    /** Java's names of the processors for which PyTorch computes convolutions with oneDNN. */
    private static final Set<String> ONEDNN_PROCESSORS = Set.of("amd64", "x86_64");

    /**
     * Loads the native library, if an earlier job has not, and starts its random numbers anew, so that a job's result
     * does not depend on earlier ones. TorchScript's profiling executor is off: it makes the first calls of each
     * network several times slower.
     *
     * @param device where to compute
     * @param report for progress
     * @return PyTorch
     * @throws EngineException if it cannot be loaded, or the device is not there
     * @throws IOException if the engine is gone
     */
    static Torch load(final Device device, final Report report) throws EngineException, IOException {
        report.progress(-1, "Starting PyTorch");
        final var engine = new NativeLibrary().load(report);
        JniUtils.setGraphExecutorOptimize(false); // of this thread
        engine.setRandomSeed(SEED);
        return new Torch(engine, find(device, engine));
    }

    /** Starts PyTorch's random numbers as at the start of a job. */
    void restartRandomNumbers() {
        engine.setRandomSeed(SEED);
    }

    private static ai.djl.Device find(final Device device, final Engine engine) throws EngineException {
        if (device.kind() == Device.Kind.CPU) {
            return ai.djl.Device.cpu();
        }
        final var count = gpuCount(engine);
        if (device.index() < count) {
            return ai.djl.Device.gpu(device.index());
        }
        if (device.kind() == Device.Kind.AUTOMATIC) {
            return ai.djl.Device.cpu();
        }
        throw new EngineException(
            "GPU " + device.index() + " was asked for, but PyTorch "
                + (count == 0 ? "finds no GPU that it can use." : "finds only " + count + " GPUs, numbered from 0."),
            "Choose the device \"Automatic\" or \"CPU\", or set up CUDA and a CUDA build of PyTorch"
                + " (environment variable PYTORCH_LIBRARY_PATH).");
    }

    /** @return whether convolutions are faster with images whose channels come last in memory */
    boolean prefersChannelsLast() {
        return !device.isGpu() && Boolean.parseBoolean(System.getProperty(CHANNELS_LAST_PROPERTY,
            Boolean.toString(ONEDNN_PROCESSORS.contains(System.getProperty("os.arch")))));
    }

    /** @return how many GPUs PyTorch can use */
    int gpuCount() {
        return gpuCount(engine);
    }

    private static int gpuCount(final Engine engine) {
        return engine.hasCapability("CUDA") ? CudaUtils.getGpuCount() : 0;
    }

    /** @return for example {@code CPU} or {@code GPU 0} */
    String deviceName() {
        return device.isGpu() ? "GPU " + device.getDeviceId() : "CPU";
    }

    /** @return for example {@code PyTorch 2.7.1, DJL 0.35.1} */
    String versions() {
        return "PyTorch " + engine.getVersion() + ", DJL " + Engine.getDjlVersion();
    }
}
