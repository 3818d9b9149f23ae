// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.ScriptException;
import org.transferlearning.engine.script.ScriptMethod;
import org.transferlearning.engine.script.Statement;

/**
 * Recognizes batch norms that use their running statistics: calls of PyTorch's operator, as tracing writes them, and
 * calls of a function of the archive that does nothing but call it, as scripting does.
 */
final class EvaluationNorms {

    /** Input, weight (gamma), bias (beta), running mean, running variance, mode, momentum, epsilon, use of cuDNN. */
    private static final String OPERATOR = "torch.batch_norm";

    private static final int OPERANDS = 9;

    private static final int MODE = 5;

    /** The place of epsilon among the operands. */
    static final int EPSILON = 7;

    private final ScriptCode m_code;

    /** For functions of the archive: which of their parameters the operator gets, in its order, or none. */
    private final Map<String, List<Integer>> m_functions = new HashMap<>();

    EvaluationNorms(final ScriptCode code) {
        m_code = code;
    }

    /**
     * @param computation any
     * @return the operands of the operator up to epsilon; {@code null} if it is no batch norm in evaluation
     */
    List<Fact> operands(final FlowComputation computation) throws ScriptException, EngineException, IOException {
        final List<Fact> given = computation.operands();
        final List<Fact> operands = new ArrayList<>();
        if (computation.function().equals(OPERATOR) && given.size() == OPERANDS) {
            operands.addAll(given.subList(0, EPSILON + 1));
        } else if (computation.function().startsWith("__torch__.")) {
            for (final int parameter : parameters(computation.function())) {
                operands.add(parameter < given.size() ? given.get(parameter) : Fact.fixed());
            }
        }
        return !operands.isEmpty() && Boolean.FALSE.equals(operands.get(MODE).value())
            && operands.get(EPSILON).value() instanceof Number ? operands : null;
    }

    private List<Integer> parameters(final String function) throws ScriptException, EngineException, IOException {
        List<Integer> known = m_functions.get(function);
        if (known == null) {
            final ScriptMethod method = m_code.function(function);
            known = method == null ? List.of() : passedOn(method);
            m_functions.put(function, known);
        }
        return known;
    }

    /** Which parameters a function passes on; none if it does more in evaluation than to call the operator. */
    private static List<Integer> passedOn(final ScriptMethod function) throws ScriptException {
        final List<String> parameters = function.signature().parameters();
        final List<String> conditions = new ArrayList<>();
        List<Integer> passed = List.of();
        String result = "";
        for (final Statement statement : function.body()) {
            if (statement instanceof Statement.Block block && block.keyword().equals("if")
                && isEmpty(block.otherwise())) {
                conditions.add(name(block.heads().get(0)));
            } else if (statement instanceof Statement.Assignment assignment && operator(assignment) != null) {
                passed = operator(assignment).arguments().stream().limit(EPSILON + 1L)
                    .map(a -> parameters.indexOf(name(a))).toList();
                result = name(assignment.targets().get(0));
            } else if (!isAlias(statement, parameters)
                && !(statement instanceof Statement.Return back && name(back.value()).equals(result))) {
                return List.of();
            }
        }
        // the number of images is checked in training
        return !passed.isEmpty() && !passed.contains(-1) && passed.get(0) == 0
            && conditions.stream().allMatch(parameters.get(passed.get(MODE))::equals) ? passed : List.of();
    }

    private static boolean isEmpty(final List<Statement> statements) {
        return statements.stream().allMatch(Statement.Simple.class::isInstance);
    }

    /** The call of the operator whose result is assigned to a variable. */
    private static Expression.Call operator(final Statement.Assignment assignment) {
        return assignment.targets().size() == 1 && assignment.value() instanceof Expression.Call call
            && call.arguments().size() == OPERANDS && Expressions.dottedName(call.function()).equals(OPERATOR) ? call
                : null;
    }

    /** Whether a statement only gives another function a short name. */
    private static boolean isAlias(final Statement statement, final List<String> parameters) {
        return statement instanceof Statement.Assignment assignment && assignment.targets().size() == 1
            && !parameters.contains(name(assignment.targets().get(0)))
            && assignment.value() != null && Expressions.dottedName(assignment.value()).startsWith("__torch__.");
    }

    private static String name(final Expression expression) {
        return expression instanceof Expression.Name name ? name.name() : "";
    }
}
