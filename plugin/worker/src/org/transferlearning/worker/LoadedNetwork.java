// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.transferlearning.engine.Count;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.TrainingArchive;
import org.transferlearning.engine.protocol.Message.RunnableNetwork;

/**
 * A network in memory, in evaluation mode from its loading to its end, in training too: what training does differently
 * is a method of its own (see {@link TrainingArchive}). DJL's PtModel would un-freeze its parameters, and PtSymbolBlock
 * would switch the module's mode, so both are passed by.
 */
final class LoadedNetwork implements AutoCloseable {

    private final RunnableNetwork m_network;

    private final PtNDManager m_manager;

    private final PtSymbolBlock m_block;

    private final Map<String, PtNDArray> m_parameters = new LinkedHashMap<>();

    private final Map<String, NDArray> m_methods = new HashMap<>();

    /** Whether the network is given images as they are, with their channels last in memory. */
    private boolean m_takesChannelsLast;

    /** Whether it is known that it takes them in training, in which a failure may have effects. */
    private boolean m_isTried;

    /**
     * @param network the network
     * @param torch PyTorch
     * @throws EngineException if it cannot be loaded
     */
    LoadedNetwork(final RunnableNetwork network, final Torch torch) throws EngineException {
        this(network, network.archive(), torch);
    }

    /**
     * @param network the network
     * @param archive another archive of it
     * @param torch PyTorch
     * @throws EngineException if it cannot be loaded
     */
    LoadedNetwork(final RunnableNetwork network, final Path archive, final Torch torch) throws EngineException {
        m_network = network;
        m_takesChannelsLast = torch.prefersChannelsLast();
        m_manager = (PtNDManager)NDManager.newBaseManager(torch.device(), "PyTorch");
        try {
            // with trainParam: else the parameters are inference tensors, which can never have gradients
            m_block = JniUtils.loadModule(m_manager, archive, true, new String[0], new String[0], true);
            for (var array : JniUtils.moduleGetParams(m_block, m_manager)) {
                m_parameters.put(array.getName(), (PtNDArray)array);
            }
        } catch (RuntimeException ex) {
            m_manager.close();
            throw failure("cannot be loaded by PyTorch", ex, "Export the network to TorchScript again, with"
                + " torch.jit.script or torch.jit.trace of a version up to 2.7.");
        }
    }

    /** @return a new manager for a batch's arrays, to be closed by the caller */
    NDManager newBatch() {
        return m_manager.newSubManager();
    }

    /** @return parameters by full name */
    Map<String, PtNDArray> parameters() {
        return m_parameters;
    }

    /**
     * Runs the network without gradients.
     *
     * @param images float32, NCHW (n, channels, crop, crop)
     * @return float32, (n, outputs), in the images' manager
     * @throws EngineException if it cannot be run, or its output is something else
     */
    NDArray run(final NDArray images) throws EngineException {
        return matrix(run("forward", images, false), images.getShape().get(0));
    }

    /**
     * Runs the part of the network behind its frozen part, or all of it if it has none.
     *
     * @param start the result of {@link TrainingArchive#FROZEN_PART}, or images
     * @param isTraining whether dropout is active, running statistics are updated, and the output has gradients with
     *            respect to the parameters that require them
     * @return float32, (n, outputs), in the input's manager
     * @throws EngineException if it cannot be run, or its output is something else
     */
    NDArray runTrainable(final NDArray start, final boolean isTraining) throws EngineException {
        if (isTraining && !m_isTried) {
            m_isTried = true;
            run(TrainingArchive.TRAINABLE_PART, start.get(":1"), false);
        }
        final var method = isTraining ? TrainingArchive.TRAINABLE_PART_TRAINING : TrainingArchive.TRAINABLE_PART;
        return matrix(run(method, start, isTraining), start.getShape().get(0));
    }

    /**
     * @param name of a method
     * @return whether the network has it
     */
    boolean hasMethod(final String name) {
        return Arrays.asList(JniUtils.getMethodNames(m_block)).contains(name);
    }

    /**
     * Runs a method of the network without gradients.
     *
     * @param name the method
     * @param images float32, NCHW (n, channels, crop, crop)
     * @return its output, in the images' manager
     * @throws EngineException if it cannot be run
     */
    NDArray runMethod(final String name, final NDArray images) throws EngineException {
        return outputs(name, images).get(0);
    }

    /**
     * Runs a method of the network without gradients.
     *
     * @param name the method
     * @param images float32, NCHW (n, channels, crop, crop)
     * @return its outputs, in the images' manager
     * @throws EngineException if it cannot be run
     */
    NDList outputs(final String name, final NDArray images) throws EngineException {
        return run(name, images, false);
    }

    /** A network that cannot be run with channels last, as one that flattens by a view, gets them first. */
    private NDList run(final String method, final NDArray images, final boolean withGradients)
        throws EngineException {
        try {
            final var input = m_takesChannelsLast ? images : channelsFirst(images);
            return IValueUtils.forward(m_block,
                new NDList(input, m_methods.computeIfAbsent(method, this::method)), withGradients);
        } catch (RuntimeException ex) {
            if (TorchMessages.isOutOfMemory(ex)) {
                throw new MemoryException(m_network.name(), images.getShape().get(0), ex);
            } else if (m_takesChannelsLast && !withGradients) {
                m_takesChannelsLast = false;
                return run(method, images, false);
            }
            throw failure("cannot process images of " + text(images.getShape()), ex,
                "Check that the preprocessing, above all crop size and channels, fits the network.");
        }
    }

    /** Without a copy where they are first already. */
    private static NDArray channelsFirst(final NDArray images) {
        return images.flatten().reshape(images.getShape());
    }

    /** An input that is none, but tells DJL's IValueUtils which method to call. */
    private NDArray method(final String name) {
        final var array = m_manager.zeros(new Shape(1));
        array.setName("module_method:" + name);
        return array;
    }

    /** The output as (n, outputs): some networks leave axes of length 1 behind. */
    private NDArray matrix(final NDList outputs, final long count) throws EngineException {
        final var output = outputs.get(0);
        final var shape = output.getShape();
        final var isPerImage = outputs.size() == 1 && shape.dimension() > 0 && shape.get(0) == count;
        final var length = isPerImage ? shape.size() / count : 0;
        if (!isPerImage || m_network.outputs() > 0 && length != m_network.outputs()) {
            throw new EngineException(
                "The network \"" + m_network.name() + "\" gives "
                    + (outputs.size() == 1 ? "an output" : outputs.size() + " outputs, the first") + " of shape "
                    + shape + " for " + Count.of(count, "image") + ", not "
                    + (m_network.outputs() > 0 ? Count.of(m_network.outputs(), "number") : "a row of numbers")
                    + " per image.",
                "Use a network that classifies images, or add a Replace Head node.");
        }
        final var floats = output.getDataType() == DataType.FLOAT32 ? output : output.toType(DataType.FLOAT32, false);
        return shape.dimension() == 2 ? floats : floats.reshape(new Shape(count, length));
    }

    private static String text(final Shape shape) {
        if (shape.dimension() != 4) {
            return shape.toString();
        }
        return Count.of(shape.get(1), "channel") + " and " + shape.get(2) + " × " + shape.get(3) + " pixels";
    }

    private EngineException failure(final String what, final RuntimeException cause, final String resolution) {
        return new EngineException(
            "The network \"" + m_network.name() + "\" " + what + ": " + TorchMessages.firstLine(cause) + ".",
            resolution, cause);
    }

    @Override
    public void close() {
        m_parameters.values().forEach(NDArray::close);
        m_block.close();
        m_manager.close();
    }
}
