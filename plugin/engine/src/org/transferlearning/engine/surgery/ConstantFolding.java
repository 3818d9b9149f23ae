// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.Map;
import java.util.function.IntPredicate;

/** Functions whose result is known when their arguments are: those that decide about branches. */
final class ConstantFolding {

    /** What is to be true of the sign of a comparison's result. */
    private static final Map<String, IntPredicate> COMPARISONS = Map.of("eq", c -> c == 0, "ne", c -> c != 0, "lt",
        c -> c < 0, "le", c -> c <= 0, "gt", c -> c > 0, "ge", c -> c >= 0);

    private static final Map<String, String> OPERATORS = Map.of("==", "eq", "!=", "ne", "<", "lt", "<=", "le", ">",
        "gt", ">=", "ge", "is", "__is__", "is not", "__isnot__", "not", "__not__");

    private ConstantFolding() {
    }

    /**
     * @param function a function's name without its module, or an operator
     * @param operands its arguments, all constant
     * @return the result, or {@code null} if it is not known
     */
    static Fact of(final String function, final Object... operands) {
        final String name = OPERATORS.getOrDefault(function, function);
        if (operands.length == 1 && operands[0] instanceof Boolean flag) {
            return name.equals("__not__") ? Fact.constant(!flag) : name.equals("bool") ? Fact.constant(flag) : null;
        }
        if (operands.length != 2) {
            return null;
        }
        if (name.equals("__is__") || name.equals("__isnot__")) {
            final boolean isSame = operands[0] == operands[1];
            final boolean isKnown = operands[0] == null || operands[1] == null;
            return isKnown ? Fact.constant(name.equals("__is__") == isSame) : null;
        }
        final IntPredicate comparison = COMPARISONS.get(name);
        if (comparison == null) {
            return null;
        }
        if (operands[0] instanceof Number a && operands[1] instanceof Number b) {
            return Fact.constant(comparison.test(Double.compare(a.doubleValue(), b.doubleValue())));
        }
        final boolean isText = operands[0] instanceof String && operands[1] instanceof String;
        return isText && (name.equals("eq") || name.equals("ne"))
            ? Fact.constant(comparison.test(operands[0].equals(operands[1]) ? 0 : 1)) : null;
    }

    /** @return the value of a literal, a constant, or {@code null} if it is not an ordinary one */
    static Fact literal(final String text) {
        switch (text) {
            case "True" -> {
                return Fact.constant(Boolean.TRUE);
            }
            case "False" -> {
                return Fact.constant(Boolean.FALSE);
            }
            case "None" -> {
                return Fact.constant(null);
            }
            default -> {
                if (text.startsWith("\"") || text.startsWith("'")) {
                    return Fact.constant(text.substring(1, text.length() - 1));
                }
                try {
                    return text.matches("[0-9]+") ? Fact.constant(Long.valueOf(text))
                        : Fact.constant(Double.valueOf(text));
                } catch (NumberFormatException e) {
                    return null;
                }
            }
        }
    }
}
