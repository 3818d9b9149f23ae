// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptException;
import org.transferlearning.engine.script.ScriptMethod;
import org.transferlearning.engine.script.Statement;

/** What functions do beside computing a result, and what is known of their results. */
final class SideEffects {

    /** Functions that change a list or dictionary, or end the program; those of tensors end in one underscore. */
    private static final Set<String> CHANGES = Set.of("append", "extend", "insert", "clear", "pop", "popitem",
        "remove", "reverse", "sort", "update", "setdefault", "_set_item", "Delete", "RaiseException", "print");

    /** Functions whose results are numbers about a tensor's shape if their arguments are tensors. */
    private static final Set<String> SIZES = Set.of("size", "dim", "numel", "len", "NumToTensor");

    /** The most usual functions whose result shares no memory with an argument; of others, it may with the first. */
    private static final Set<String> NEW = Set.of("add", "sub", "rsub", "mul", "div", "pow", "neg", "+", "-", "*", "/",
        "matmul", "linear", "conv1d", "conv2d", "_convolution", "batch_norm", "layer_norm", "cat", "stack", "softmax",
        "relu", "gelu", "silu", "sigmoid", "tanh", "hardswish", "mean", "sum", "embedding", "max_pool2d", "zeros");

    /** Functions that change only the shape, so that a softmax before them still counts. */
    private static final Set<String> VIEWS =
        Set.of("flatten", "view", "reshape", "squeeze", "squeeze_", "contiguous", "detach", "clone", "to");

    /** Functions call one another only a few levels deep. */
    private static final int MAX_DEPTH = 50;

    private final ScriptCode m_code;

    private int m_depth;

    private final Map<String, Boolean> m_known = new HashMap<>();

    SideEffects(final ScriptCode code) {
        m_code = code;
    }

    /**
     * @param function the dotted name of a function, for example {@code torch.add_}
     * @return whether it may do more than compute a result
     */
    boolean has(final String function) throws ScriptException, EngineException, IOException {
        final String name = simpleName(function);
        if (!function.startsWith("__torch__.")) {
            return CHANGES.contains(name) || (name.endsWith("_") && !name.endsWith("__"));
        }
        final Boolean known = m_known.get(function);
        if (known != null) {
            return known;
        }
        // a function that is not there, such as a constructor, may do anything; so may a recursive one
        m_known.put(function, true);
        final ScriptMethod method = m_code.function(function);
        boolean has = method == null || m_depth >= MAX_DEPTH;
        if (!has) {
            m_depth++;
            for (final Expression call : calls(method.body())) {
                has |= has(dottedName(((Expression.Call)call).function()));
            }
            m_depth--;
        }
        m_known.put(function, has);
        return has;
    }

    private static List<Expression> calls(final List<Statement> statements) {
        final var calls = new ArrayList<Expression>();
        for (final Statement statement : statements) {
            if (statement instanceof Statement.Assignment assignment && assignment.value() != null) {
                collect(assignment.value(), calls);
            } else if (statement instanceof Statement.Return result && result.value() != null) {
                collect(result.value(), calls);
            } else if (statement instanceof Statement.Block block) {
                block.heads().forEach(h -> collect(h, calls));
                calls.addAll(calls(block.body()));
                calls.addAll(calls(block.otherwise()));
            }
        }
        // raising only refuses input, which the rest of the network would have refused too
        calls.removeIf(c -> dottedName(((Expression.Call)c).function()).endsWith(".RaiseException"));
        return calls;
    }

    private static void collect(final Expression expression, final List<Expression> calls) {
        if (expression instanceof Expression.Call) {
            calls.add(expression);
        }
        expression.parts().forEach(p -> collect(p, calls));
    }

    private static String dottedName(final Expression function) {
        if (function instanceof Expression.Name name) {
            return name.name();
        }
        return function instanceof Expression.Attribute attribute
            ? dottedName(attribute.target()) + "." + attribute.name() : "";
    }

    private static String simpleName(final String function) {
        return function.substring(function.lastIndexOf('.') + 1);
    }

    /** Whether a function of PyTorch only asks for the shape of its arguments. */
    static boolean isSize(final String function) {
        return function.startsWith("torch.") && SIZES.contains(simpleName(function));
    }

    /** What is known of a function's or an operator's result. */
    static Fact result(final String function, final List<Fact> operands) {
        final String name = simpleName(function);
        if (operands.size() == 2 && (name.equals("unchecked_cast") || name.equals("annotate"))) {
            return operands.get(1);
        }
        boolean isConstant = true;
        boolean hasSize = false;
        boolean isNumber = true;
        for (final Fact operand : operands) {
            isConstant &= operand.isConstant();
            hasSize |= operand.isSize();
            isNumber &= operand.isConstant() || operand.isSize();
        }
        final Fact known = isConstant ? ConstantFolding.of(name, operands) : null;
        if (known != null) {
            return known;
        }
        final boolean isSize = SIZES.contains(name) || hasSize && isNumber;
        final boolean isNew = operands.isEmpty() || NEW.contains(name);
        final Fact result = Fact.computed(operands, isNew ? List.of() : List.of(operands.get(0)), isSize);
        result.setWidth(Width.of(name, operands));
        result.setProbabilities(name.equals("softmax") || name.equals("_softmax")
            || (VIEWS.contains(name) && !operands.isEmpty() && operands.get(0).isProbabilities()));
        return result;
    }
}
