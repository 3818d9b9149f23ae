// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The first values of layers: those that PyTorch 2.7 gives to new modules ({@code reset_parameters} of
 * {@code torch.nn}). For parameters that a module of another kind owns, those that torchvision 0.22 gives to them in
 * its networks, by their names.
 *
 * <ul>
 * <li>convolutions and linear layers: uniform in ±1/√inputs per output, weights and biases
 * ({@code kaiming_uniform_(a=√5)})</li>
 * <li>norms: weight 1, bias 0, running mean 0, running variance 1, no batches seen</li>
 * <li>embeddings: standard normal, in the row of a padding token too, which PyTorch sets to 0</li>
 * <li>RNN, LSTM, GRU and their cells: uniform in ±1/√(hidden units)</li>
 * <li>multi-head attention: uniform in ±√(6/(inputs + outputs)) ({@code xavier_uniform_}), biases 0</li>
 * <li>PReLU: 0.25</li>
 * <li>class tokens: 0; positions: normal with deviation 0.02; layer scales: 10⁻⁶</li>
 * <li>of modules of unknown kinds: weights of one dimension 1, those of more as linear layers have them, biases 0</li>
 * </ul>
 */
final class DefaultValues {

    private static final Pattern LINEAR = Pattern.compile(".*(Linear|Conv(Transpose)?[123]d).*");

    private static final Pattern NORM = Pattern.compile(".*Norm(Act)?([123]d)?");

    private static final Pattern RECURRENT = Pattern.compile("(RNN|LSTM|GRU)(Cell)?|RNNTanh|RNNReLU");

    private static final Pattern RUNNING = Pattern.compile("running_mean|running_var|num_batches_tracked");

    private DefaultValues() {
    }

    /**
     * @param layer a layer
     * @throws EngineException if it has a parameter of which nobody knows how it should start
     */
    static void requireKnown(final Layer layer) throws EngineException {
        for (final Layer.Tensor parameter : layer.parameters()) {
            if (ofParameter(layer, parameter).isEmpty()) {
                throw new EngineException("How the parameter \"" + layer.fullName(parameter) + "\" of the kind "
                    + layer.kind() + " starts in a new network is not known.",
                    "Leave its layer out of those that start anew.");
            }
        }
    }

    /**
     * @param layer a layer
     * @param parameter one of its parameters
     * @return how its first values are drawn; empty if that is not known
     */
    static Optional<Distribution> ofParameter(final Layer layer, final Layer.Tensor parameter) {
        final String name = parameter.name();
        final String kind = layer.kind();
        if (RECURRENT.matcher(kind).matches()) {
            return Optional.of(Distribution.uniform(1 / Math.sqrt(hiddenUnits(layer))));
        } else if (kind.equals("MultiheadAttention")) {
            return Optional.of(ofAttention(parameter));
        } else if (kind.equals("NonDynamicallyQuantizableLinear") && name.equals("bias")) {
            return Optional.of(Distribution.constant(0)); // the output of a multi-head attention
        } else if (kind.equals("Bilinear")) {
            return inputs(layer, 1);
        } else if (kind.startsWith("Embedding")) {
            return Optional.of(Distribution.normal(1));
        } else if (kind.equals("PReLU")) {
            return Optional.of(Distribution.constant(0.25));
        }
        final boolean isNorm = NORM.matcher(kind).matches();
        if (!isNorm && LINEAR.matcher(kind).matches() && name.matches("weight|bias")) {
            // a weight that belongs to a layer before does not tell here how many inputs there are
            return inputs(layer, Integer.MAX_VALUE).or(() -> byName(layer, parameter, false));
        }
        return byName(layer, parameter, isNorm);
    }

    private static Optional<Distribution> byName(final Layer layer, final Layer.Tensor parameter,
        final boolean isNorm) {
        final String name = parameter.name();
        final int rank = parameter.shape().size();
        if (name.equals("weight")) {
            return isNorm || rank == 1 ? Optional.of(Distribution.constant(1)) : inputs(layer, Integer.MAX_VALUE);
        } else if (name.equals("bias") || name.matches(".+_bias|.*token.*|beta")) {
            return Optional.of(Distribution.constant(0));
        } else if (name.matches(".*(position|embed).*")) {
            return Optional.of(Distribution.normal(0.02));
        } else if (name.matches("layer_?scale.*")) {
            return Optional.of(Distribution.constant(1e-6));
        } else if (name.equals("gamma")) {
            return Optional.of(Distribution.constant(1));
        } else if (name.equals("logit_scale")) {
            return Optional.of(Distribution.constant(Math.log(10))); // of Swin V2
        }
        return Optional.empty();
    }

    /**
     * @param layer a layer
     * @param buffer one of its buffers
     * @return its first value; empty for what training does not change, for example a table of indices
     */
    static Optional<Distribution> ofBuffer(final Layer layer, final Layer.Tensor buffer) {
        return NORM.matcher(layer.kind()).matches() && RUNNING.matcher(buffer.name()).matches()
            ? Optional.of(Distribution.constant(buffer.name().equals("running_var") ? 1 : 0)) : Optional.empty();
    }

    /** ±1/√inputs for a layer's weight and bias alike, where the inputs are the weight's dimensions after the first. */
    private static Optional<Distribution> inputs(final Layer layer, final int dimensions) {
        return layer.parameters().stream().filter(p -> p.name().equals("weight") && p.shape().size() > 1).findFirst()
            .map(p -> Distribution.uniform(1 / Math.sqrt(Math.max(1,
                p.shape().stream().skip(1).limit(dimensions).reduce(1L, Math::multiplyExact)))));
    }

    private static Distribution ofAttention(final Layer.Tensor parameter) {
        final List<Long> shape = parameter.shape();
        if (parameter.name().matches("bias_[kv]")) { // (1, 1, n): to xavier_normal_, n inputs and outputs
            return Distribution.normal(Math.sqrt(1.0 / shape.get(2)));
        }
        return shape.size() < 2 ? Distribution.constant(0)
            : Distribution.uniform(Math.sqrt(6.0 / (shape.get(0) + shape.get(1))));
    }

    /** From the first weight (gates · hidden units, …). */
    private static long hiddenUnits(final Layer layer) {
        final int gates = layer.kind().startsWith("LSTM") ? 4 : layer.kind().startsWith("GRU") ? 3 : 1;
        return Math.max(1, layer.parameters().stream().filter(p -> p.name().startsWith("weight_hh")).findFirst()
            .map(p -> p.shape().get(0) / gates).orElse(1L));
    }
}
