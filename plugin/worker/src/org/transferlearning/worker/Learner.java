// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.worker;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.FloatSource;
import org.transferlearning.engine.protocol.Message;

/**
 * Changes the trainable parameters of a network by gradients of its objective's loss. The learning rate is constant, so
 * DJL's stochastic gradient descent, which folds it into the momentum, gives the same as PyTorch's. Gradients are not
 * clipped (DJL clips only from above).
 */
final class Learner implements AutoCloseable {

    private final Stage m_stage;

    private final Message.Train m_job;

    private final Objective m_objective;

    private final Engine m_engine;

    private final ParameterUpdates m_updates;

    private final Map<String, PtNDArray> m_trainable = new LinkedHashMap<>();

    private final boolean m_updatesStatistics;

    /**
     * @param network the network; gradients are required of its trainable parameters only
     * @param job what is trainable, and how to train
     * @param stage how the network is run
     * @param engine DJL's engine
     * @throws EngineException if a parameter is not there or cannot be trained
     */
    Learner(final LoadedNetwork network, final Message.Train job, final Stage stage, final Engine engine)
        throws EngineException {
        m_stage = stage;
        m_job = job;
        m_objective = Objective.of(job.network());
        m_engine = engine;
        m_trainable.putAll(select(network, job));
        m_updatesStatistics = RunningStatistics.areUpdated(network);
        m_updates = new ParameterUpdates(job.config(), job.trainable());
    }

    /** Lets a network require gradients of its trainable parameters, and of no others; returns those by full name. */
    private static Map<String, PtNDArray> select(final LoadedNetwork network, final Message.Train job)
        throws EngineException {
        final var selected = new LinkedHashMap<String, PtNDArray>();
        network.parameters().values().forEach(p -> p.setRequiresGradient(false));
        for (var name : job.trainable().keySet()) {
            final var parameter = network.parameters().get(name);
            if (parameter == null || parameter.getDataType() != DataType.FLOAT32) {
                throw new EngineException(
                    "The parameter \"" + name + "\" of the network \"" + job.network().name() + "\" "
                        + (parameter == null ? "is not in its archive."
                            : "has values of type " + parameter.getDataType() + ", not float32."),
                    parameter == null ? "Load the network again." : "Freeze its layer.");
            }
            parameter.setRequiresGradient(true);
            selected.put(name, parameter);
        }
        return selected;
    }

    /**
     * Trains on a batch.
     *
     * @param items of the stage
     * @param targets what the network is to predict for each image
     * @param batch owner of everything temporary
     * @return how well the network did before it learned from them
     * @throws MemoryException if the memory is not sufficient, and nothing has changed
     * @throws EngineException if the network cannot be run or trained
     */
    Score train(final List<byte[]> items, final List<double[]> targets, final NDManager batch) throws EngineException {
        final Score score;
        try (var collector = m_engine.newGradientCollector()) {
            final var output = m_stage.output(items, batch, true);
            final var loss = m_objective.loss(output, targets, batch);
            score = score(output, loss, targets);
            if (!Double.isFinite(score.lossSum())) {
                return score;
            }
            collector.backward(loss);
        } catch (MemoryException ex) {
            throw undone(ex);
        } catch (RuntimeException ex) {
            throw TorchMessages.isOutOfMemory(ex)
                ? undone(new MemoryException(m_job.network().name(), targets.size(), ex)) : notTrainable(ex);
        }
        update(targets.size());
        return score;
    }

    /** Forgets the gradients that there may be. Running statistics cannot be taken back. */
    private EngineException undone(final MemoryException failure) {
        for (var parameter : m_trainable.values()) {
            try (var gradient = JniUtils.getGradient(parameter)) {
                if (gradient != null) {
                    JniUtils.zeroGrad(parameter);
                }
            }
        }
        return m_updatesStatistics ? failure.unrepeatable() : failure;
    }

    /** What the optimizer remembers is allocated in the first step: if that fails, some parameters have changed. */
    private void update(final int count) throws EngineException {
        try {
            m_trainable.forEach(this::update);
        } catch (RuntimeException ex) {
            if (TorchMessages.isOutOfMemory(ex)) {
                throw new MemoryException(m_job.network().name(), count, ex).unrepeatable();
            }
            throw ex;
        }
    }

    /**
     * Measures on a batch.
     *
     * @param items of the stage
     * @param targets what the network is to predict for each image
     * @param batch owner of everything temporary
     * @return how well the network does
     * @throws EngineException if the network cannot be run
     */
    Score measure(final List<byte[]> items, final List<double[]> targets, final NDManager batch)
        throws EngineException {
        final var output = m_stage.output(items, batch, false);
        return score(output, m_objective.loss(output, targets, batch), targets);
    }

    private void update(final String name, final PtNDArray parameter) {
        // not NDArray.getGradient, which makes zeros for a parameter that the output does not depend on
        try (var gradient = JniUtils.getGradient(parameter)) {
            if (gradient != null) {
                m_updates.apply(name, parameter, gradient);
            }
        }
    }

    private Score score(final NDArray output, final NDArray loss, final List<double[]> targets) {
        final var outputs = output.toFloatArray();
        final var count = targets.size();
        final var length = outputs.length / count;
        var measure = 0.0;
        for (var i = 0; i < count; i++) {
            final var values = m_objective.values(Arrays.copyOfRange(outputs, i * length, (i + 1) * length));
            measure += m_objective.measure(values, targets.get(i));
        }
        return new Score((double)loss.getFloat() * count, measure, count);
    }

    /** @return the trainable parameters by full name, to be read before the next training step */
    Map<String, FloatSource> values() {
        final var values = new LinkedHashMap<String, FloatSource>();
        m_trainable.forEach((name, parameter) -> values.put(name, new ParameterValues(parameter)));
        return values;
    }

    @Override
    public void close() {
        m_updates.close();
    }

    private EngineException notTrainable(final RuntimeException cause) {
        return new EngineException("The network \"" + m_job.network().name() + "\" cannot be trained: "
            + TorchMessages.firstLine(cause) + ".",
            "Freeze the layers that its output does not depend on, or use another network.", cause);
    }
}
