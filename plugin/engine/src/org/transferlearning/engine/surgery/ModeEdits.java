// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptException;
import org.transferlearning.engine.script.ScriptMethod;
import org.transferlearning.engine.script.Statement;

/**
 * What is to be changed in one method of a module so that it does in training what PyTorch's training mode does: let
 * dropout leave units out, or let a batch norm use the batch's statistics and update its running ones. A scripted
 * module asks {@code self.training}; in a traced one the mode is an argument, written down as {@code False}.
 *
 * <p>
 * The tracer cannot tell the input of inactive dropout from its output. Where a network uses that input elsewhere too,
 * its traced form uses the output instead, and so with dropout in training.
 */
final class ModeEdits {

    /** Kinds of modules that ask for the mode for the sake of dropout only; of PyTorch, torchvision and timm. */
    private static final Pattern DROPPING =
        Pattern.compile(".*(Drop|StochasticDepth|Attention).*|LSTM|GRU|RNN|Transformer(En|De)coderLayer");

    /** PyTorch's operators whose arguments are the input, the probability and the mode. */
    private static final Pattern DROPOUT = Pattern.compile("torch\\.(native_|(feature_)?(alpha_)?)dropout_?");

    /** PyTorch's operators whose sixth argument is the mode and whose seventh is the momentum. */
    private static final Pattern BATCH_NORM = Pattern.compile("torch\\.(native_)?batch_norm");

    /** Recurrent layers: the mode comes after the probability of dropout between the layers. */
    private static final Pattern RECURRENT = Pattern.compile("torch\\.(lstm|gru|rnn_tanh|rnn_relu)");

    /** Functions in an archive's own code that have the mode as an argument for the sake of dropout. */
    private static final Pattern DROPPING_FUNCTION =
        Pattern.compile("__torch__\\..*\\.([a-z0-9_]*drop[a-z0-9_]*|stochastic_depth|multi_head_attention_forward)");

    private static final Set<String> MODES = Set.of("training", "train", "is_training");

    private static final String COUNT = "num_batches_tracked";

    private final ScriptCode m_code;

    private final ModuleNode m_module;

    private final ScriptMethod m_method;

    private final boolean m_isUpdating;

    private final boolean m_isDropping;

    private final Map<String, String> m_functions = new HashMap<>();

    private final TextEdits m_edits = new TextEdits();

    private ModeEdits(final ScriptCode code, final ModuleNode module, final ScriptMethod method,
        final boolean isUpdating) {
        m_code = code;
        m_module = module;
        m_method = method;
        m_isUpdating = isUpdating;
        m_isDropping = isDropping(module);
    }

    /**
     * @param code the archive's code
     * @param module a module
     * @param method one of its methods
     * @param isUpdating whether it is a batch norm whose running statistics follow the training data
     * @return the changes by place; none if the mode does not matter there
     */
    static TextEdits of(final ScriptCode code, final ModuleNode module, final ScriptMethod method,
        final boolean isUpdating) throws ScriptException, EngineException, IOException {
        final var edits = new ModeEdits(code, module, method, isUpdating);
        edits.nameFunctions(method.body());
        for (final Expression expression : Expressions.of(method.body())) {
            edits.visit(expression);
        }
        return edits.m_edits;
    }

    /** Whether it is a module for dropout, or one that asks for the mode for nothing else. */
    static boolean isDropping(final ModuleNode module) {
        return DROPPING.matcher(module.kind()).matches();
    }

    /** Scripted code gives functions short names before it calls them. */
    private void nameFunctions(final List<Statement> statements) {
        for (final Statement statement : statements) {
            if (statement instanceof Statement.Assignment assignment && assignment.targets().size() == 1
                && assignment.targets().get(0) instanceof Expression.Name name) {
                final String value = Expressions.dottedName(assignment.value());
                if (value.startsWith("__torch__.")) {
                    m_functions.put(name.name(), value);
                }
            } else if (statement instanceof Statement.Block block) {
                nameFunctions(block.body());
                nameFunctions(block.otherwise());
            }
        }
    }

    private void visit(final Expression expression) throws ScriptException, EngineException, IOException {
        if (expression instanceof Expression.Call call && replaceMode(call)) {
            // its other arguments cannot ask for the mode
            return;
        }
        if ((m_isUpdating || m_isDropping) && expression instanceof Expression.Attribute attribute
            && attribute.name().equals("training") && attribute.target() instanceof Expression.Name self
            && self.name().equals(m_method.signature().parameters().get(0))) {
            m_edits.replace(expression, "True");
            return;
        }
        for (final Expression part : expression.parts()) {
            visit(part);
        }
    }

    private boolean replaceMode(final Expression.Call call) throws ScriptException, EngineException, IOException {
        final String written = Expressions.dottedName(call.function());
        final String function = m_functions.getOrDefault(written, written);
        final List<Expression> arguments = call.arguments();
        if (DROPOUT.matcher(function).matches() && arguments.size() > 2) {
            return switchOn(arguments.get(2), false);
        } else if (DROPPING_FUNCTION.matcher(function).matches()) {
            final int mode = modeParameter(function);
            return mode >= 0 && mode < arguments.size() && switchOn(arguments.get(mode), true);
        } else if (RECURRENT.matcher(function).matches()) {
            final int mode = afterProbability(arguments);
            return mode > 0 && switchOn(arguments.get(mode), false);
        } else if (m_isUpdating && BATCH_NORM.matcher(function).matches() && arguments.size() > 6
            && isFalse(arguments.get(5))) {
            update(arguments);
            return true;
        }
        return false;
    }

    /** @param isMeant whether a literal is what the network's author has written, and stays */
    private boolean switchOn(final Expression mode, final boolean isMeant) {
        if (mode instanceof Expression.Literal && (isMeant || !isFalse(mode))) {
            return false;
        }
        m_edits.replace(mode, "True");
        return true;
    }

    private static boolean isFalse(final Expression expression) {
        return expression instanceof Expression.Literal literal && literal.text().equals("False");
    }

    private int modeParameter(final String function) throws ScriptException, EngineException, IOException {
        final ScriptMethod method = m_code.function(function);
        final List<String> parameters = method == null ? List.of() : method.signature().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (MODES.contains(parameters.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Where the mode of a recurrent layer is; -1 if it has no dropout. */
    private static int afterProbability(final List<Expression> arguments) {
        for (int i = 4; i < arguments.size() - 1; i++) {
            if (arguments.get(i) instanceof Expression.Literal literal && literal.text().matches("[0-9]*\\.[0-9e-]*")) {
                return Double.parseDouble(literal.text()) > 0 ? i + 1 : -1;
            }
        }
        return -1;
    }

    /**
     * Lets a traced batch norm count the batch and use it, as PyTorch's does in training. In evaluation PyTorch passes
     * on 0 for a momentum of {@code None}, which means the mean over all batches so far.
     */
    private void update(final List<Expression> arguments) throws ScriptException {
        m_edits.replace(arguments.get(5), "True");
        if (m_module.tensors().containsKey(COUNT)) {
            final String counted = m_method.signature().parameters().get(0) + "." + COUNT;
            m_edits.insert(m_method.signature().bodyStart(), "batches_now = torch.add_(" + counted + ", 1)\n    ");
            if (arguments.get(6) instanceof Expression.Literal momentum && isZero(momentum.text())) {
                m_edits.replace(momentum, "torch.div(1., float(" + counted + "))");
            }
        }
    }

    private static boolean isZero(final String number) {
        return number.matches("0*\\.?0*") && !number.equals(".");
    }
}
