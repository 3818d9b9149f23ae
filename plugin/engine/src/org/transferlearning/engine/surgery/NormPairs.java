// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.archive.ElementType;
import org.transferlearning.engine.archive.StorageKeys;
import org.transferlearning.engine.archive.TensorInfo;
import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptException;

/**
 * Finds the convolutions whose result nobody uses but a batch norm in evaluation, and whose tensors nobody else uses:
 * of which it makes no difference whether they or the batch norm scale and shift the channels. A convolution's input is
 * taken for a batch, as a batch norm's must be.
 */
final class NormPairs {

    /** PyTorch's operators whose first arguments are the input, the weight and the bias. */
    private static final Pattern CONVOLUTION = Pattern.compile("torch\\.(conv[123]d|_?convolution)");

    /** Where {@code _convolution} says whether it is a transposed one, whose weight has other dimensions. */
    private static final int TRANSPOSED = 6;

    private static final int MIN_CONVOLUTION_RANK = 3;

    private static final Pair NONE = new Pair(null, Set.of(), Set.of());

    private final EvaluationNorms m_norms;

    /** Storages that change, or in which several tensors may lie. */
    private final Set<String> m_excluded;

    /** For each of the methods, what was found in it. */
    private final Map<FlowUses, Set<Pair>> m_found = new IdentityHashMap<>();

    /** What was found, by the convolution's weight. */
    private final Map<TensorInfo, Pair> m_pairs = new LinkedHashMap<>();

    /** Which pair a call belongs to; {@link #NONE} if there are several, or none in one of the methods. */
    private final Map<Place, Pair> m_places = new HashMap<>();

    /**
     * A call in the code of a module's method.
     *
     * @param run the method
     * @param call the call
     */
    record Place(ModuleMethod run, Expression.Call call) {

        static Place of(final FlowComputation computation) {
            return new Place(new ModuleMethod(computation.frame().module(), computation.frame().method().name()),
                computation.call());
        }
    }

    /**
     * A convolution and the batch norm behind it.
     *
     * @param tensors their tensors
     * @param convolutions where the code has the convolution: usually once, but parts of methods may have been copied
     * @param norms where it has the batch norm
     */
    record Pair(FoldedNorm.Tensors tensors, Set<Place> convolutions, Set<Place> norms) {
    }

    private NormPairs(final ModuleTree tree, final Set<String> changing) {
        m_norms = new EvaluationNorms(tree.code());
        m_excluded = new HashSet<>(shared(tree));
        changing.stream().map(tree::tensor).filter(Objects::nonNull).forEach(t -> m_excluded.add(t.storage().key()));
    }

    /**
     * @param tree a network's modules
     * @param methods names of the root's methods that are run, of those that it has
     * @param changing full names of tensors whose values do not stay
     * @return what was found in them
     * @throws ScriptException if the code cannot be understood
     */
    static List<Pair> of(final ModuleTree tree, final List<String> methods, final Set<String> changing)
        throws ScriptException, EngineException, IOException {
        final var pairs = new NormPairs(tree, changing);
        for (final String method : methods) {
            if (!tree.root().type().methods().containsKey(method)) {
                continue;
            }
            final FlowUses uses = FlowUses.of(tree, method);
            if (!uses.isComplete()) {
                return List.of();
            }
            pairs.find(uses);
        }
        return pairs.m_pairs.values().stream().filter(pairs::isSound).toList();
    }

    /** Storages that something else refers to than one tensor, which modules have as an attribute. */
    private static Set<String> shared(final ModuleTree tree) {
        final var shared = new HashSet<String>();
        final Map<String, TensorInfo> tensors = new HashMap<>();
        for (final ModuleNode module : tree.modules()) {
            module.instance().attributes().forEach((name, value) -> {
                final TensorInfo tensor = module.tensors().get(name);
                if (tensor == null && !module.children().containsKey(name)) {
                    shared.addAll(StorageKeys.of(value));
                } else if (tensor != null && !tensor.equals(
                    Objects.requireNonNullElse(tensors.putIfAbsent(tensor.storage().key(), tensor), tensor))) {
                    shared.add(tensor.storage().key());
                }
            });
        }
        return shared;
    }

    private void find(final FlowUses uses) throws ScriptException, EngineException, IOException {
        final Map<Fact, FlowComputation> convolutions = new IdentityHashMap<>();
        final Map<FlowComputation, Pair> found = new IdentityHashMap<>();
        for (final FlowComputation computation : uses.computations()) {
            if (isConvolution(computation)) {
                convolutions.put(computation.result(), computation);
                continue;
            }
            final List<Fact> norm = m_norms.operands(computation);
            final FlowComputation convolution = norm == null ? null : convolutions.get(norm.get(0));
            final Pair pair = convolution == null ? null : pair(uses, convolution, computation, norm);
            if (pair != null) {
                found.put(convolution, pair);
                found.put(computation, pair);
                pair.convolutions().add(Place.of(convolution));
                pair.norms().add(Place.of(computation));
            }
        }
        final Set<Pair> pairs = Collections.newSetFromMap(new IdentityHashMap<>());
        pairs.addAll(found.values());
        m_found.put(uses, pairs);
        for (final FlowComputation computation : uses.computations()) {
            m_places.merge(Place.of(computation), found.getOrDefault(computation, NONE), (a, b) -> a == b ? a : NONE);
        }
    }

    private static boolean isConvolution(final FlowComputation computation) {
        final List<Fact> operands = computation.operands();
        return CONVOLUTION.matcher(computation.function()).matches() && operands.size() > 2
            && (!computation.function().endsWith("convolution")
                || operands.size() > TRANSPOSED && Boolean.FALSE.equals(operands.get(TRANSPOSED).value()));
    }

    /** The pair, as in the methods before; {@code null} if the norm cannot be folded here. */
    private Pair pair(final FlowUses uses, final FlowComputation convolution, final FlowComputation norm,
        final List<Fact> operands) {
        final Fact weight = convolution.operands().get(1);
        final Fact bias = convolution.operands().get(2);
        if (!convolution.isOnce() || !norm.isOnce() || uses.count(convolution.result()) != 1
            || !isPositional(convolution) || !isPositional(norm) || hasCalls(norm) || weight.owner() == null) {
            return null;
        }
        final TensorInfo values = tensor(weight);
        final long channels = values.shape().size() < MIN_CONVOLUTION_RANK ? 0 : values.shape().get(0);
        final boolean isKnown = channels > 0 && isUsable(uses, weight, values.size())
            && isUsableOrNone(uses, bias, channels) && isUsableOrNone(uses, operands.get(1), channels)
            && isUsableOrNone(uses, operands.get(2), channels) && isUsable(uses, operands.get(3), channels)
            && isUsable(uses, operands.get(4), channels);
        if (!isKnown) {
            return null;
        }
        final var tensors = new FoldedNorm.Tensors(values, tensor(bias), tensor(operands.get(1)),
            tensor(operands.get(2)), tensor(operands.get(3)), tensor(operands.get(4)),
            ((Number)operands.get(EvaluationNorms.EPSILON).value()).doubleValue());
        final Pair pair = m_pairs.computeIfAbsent(values,
            w -> new Pair(tensors, new LinkedHashSet<>(), new LinkedHashSet<>()));
        return pair.tensors().equals(tensors) ? pair : null;
    }

    /** PyTorch names only arguments that the operators here do not have. */
    private static boolean isPositional(final FlowComputation computation) {
        final Expression.Call call = computation.call();
        return computation.frame().module().type().file().text().substring(call.start(), call.end()).indexOf('=') < 0;
    }

    /** Whether something else is computed for a batch norm than its input. */
    private static boolean hasCalls(final FlowComputation norm) {
        return norm.call().arguments().stream().skip(1).anyMatch(NormPairs::hasCall);
    }

    private static boolean hasCall(final Expression expression) {
        return expression instanceof Expression.Call || expression.parts().stream().anyMatch(NormPairs::hasCall);
    }

    private boolean isUsable(final FlowUses uses, final Fact fact, final long size) {
        final TensorInfo tensor = tensor(fact);
        return tensor != null && tensor.storage().type() == ElementType.FLOAT && tensor.size() == size
            && uses.count(tensor) == 1 && !m_excluded.contains(tensor.storage().key());
    }

    private boolean isUsableOrNone(final FlowUses uses, final Fact fact, final long size) {
        return fact.isConstant() && fact.value() == null || isUsable(uses, fact, size);
    }

    /** Whether the pair is found wherever one of its tensors is used, and its code runs for nothing else. */
    private boolean isSound(final Pair pair) {
        final boolean isAlone = Stream.concat(pair.convolutions().stream(), pair.norms().stream())
            .allMatch(p -> m_places.get(p) == pair);
        return isAlone && m_found.entrySet().stream().allMatch(f -> f.getValue().contains(pair)
            || pair.tensors().all().allMatch(t -> f.getKey().count(t) == 0));
    }

    private static TensorInfo tensor(final Fact fact) {
        return fact.owner() == null ? null : fact.owner().tensors().get(fact.tensor());
    }
}
