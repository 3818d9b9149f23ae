// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.FloatSource;
import org.transferlearning.engine.archive.ElementType;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptException;

/**
 * Lets convolutions do the work of the batch norms behind them, where {@link NormPairs} proves that nobody else sees
 * the difference: their weights and biases get other values, and the batch norms are left out of the code. Results
 * differ by rounding only.
 */
public final class BatchNormFolding {

    private static final String BIAS = "folded_bias";

    /** The place of the bias among the arguments of a convolution. */
    private static final int BIAS_ARGUMENT = 2;

    private final ModuleTree m_tree;

    private final NewStorages m_storages;

    private final Map<ModuleMethod, TextEdits> m_edits = new LinkedHashMap<>();

    private final ModuleVariants m_variants;

    private final Map<TensorInfo, FloatSource> m_values = new LinkedHashMap<>();

    private final Map<TensorInfo, FloatSource> m_newTensors = new LinkedHashMap<>();

    private BatchNormFolding(final ModuleTree tree) {
        m_tree = tree;
        m_storages = new NewStorages(tree);
        m_variants = new ModuleVariants(tree);
    }

    /**
     * Changes the code and the module tree of a network in memory. Its tensors are not touched: they are to be given
     * the {@link #values} and {@link #newTensors} when it is written.
     *
     * @param tree the network's modules
     * @param methods names of the root's methods that are run, of those that it has; what else its code has is wrong
     *            afterwards
     * @param changing full names of tensors whose values do not stay
     * @return what is to be written; nothing if the code is too unusual to be followed
     * @throws EngineException if the archive is damaged
     * @throws IOException if it cannot be read
     */
    public static BatchNormFolding apply(final ModuleTree tree, final List<String> methods,
        final Set<String> changing) throws EngineException, IOException {
        final var folding = new BatchNormFolding(tree);
        try {
            for (final NormPairs.Pair pair : NormPairs.of(tree, methods, changing)) {
                folding.fold(pair);
            }
            folding.writeCode();
            return folding;
        } catch (TooComplexException | ScriptException e) {
            return new BatchNormFolding(tree);
        }
    }

    /** @return whether there was nothing to fold, and nothing has changed */
    public boolean isEmpty() {
        return m_values.isEmpty();
    }

    /** @return new values of tensors that the archive has */
    public Map<TensorInfo, FloatSource> values() {
        return m_values;
    }

    /** @return the values of new tensors, whose storages the archive does not have */
    public Map<TensorInfo, FloatSource> newTensors() {
        return m_newTensors;
    }

    private void fold(final NormPairs.Pair pair) throws EngineException, IOException, ScriptException {
        final FoldedNorm folded = FoldedNorm.of(m_tree.archive(), pair.tensors());
        if (folded == null) {
            return;
        }
        m_values.put(pair.tensors().weight(), folded.weights(m_tree.archive(), pair.tensors().weight()));
        if (pair.tensors().bias() != null) {
            m_values.put(pair.tensors().bias(), FloatSource.of(folded.bias()));
        } else {
            final var storage = m_storages.next(ElementType.FLOAT, folded.bias().length);
            final var bias = new TensorInfo(storage, 0, List.of(storage.size()), List.of(1L));
            m_newTensors.put(bias, FloatSource.of(folded.bias()));
            for (final NormPairs.Place convolution : pair.convolutions()) {
                addBias(convolution, bias);
            }
        }
        for (final NormPairs.Place norm : pair.norms()) {
            final Expression input = norm.call().arguments().get(0);
            edits(norm).replace(norm.call().start(), input.start(), "(");
            edits(norm).replace(input.end(), norm.call().end(), ")");
        }
    }

    private void addBias(final NormPairs.Place convolution, final TensorInfo bias) throws ScriptException {
        final ModuleNode module = convolution.run().module();
        String name = BIAS;
        for (int i = 1; !m_variants.isFree(module, name); i++) {
            name = BIAS + i;
        }
        m_variants.addTensor(module, name, TensorPickle.of(bias, false));
        final String self = convolution.run().script().signature().parameters().get(0);
        edits(convolution).replace(convolution.call().arguments().get(BIAS_ARGUMENT), self + "." + name);
    }

    private TextEdits edits(final NormPairs.Place place) {
        return m_edits.computeIfAbsent(place.run(), r -> new TextEdits());
    }

    private void writeCode() throws EngineException, IOException {
        m_edits.forEach((run, edits) -> m_variants.setMethod(run.module(), run.method(), edits
            .apply(run.module().type().file().text(), run.script().start(), run.script().end())));
        m_variants.apply();
    }
}
