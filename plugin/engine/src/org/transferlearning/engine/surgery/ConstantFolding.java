// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.List;
import java.util.Map;

/** Functions whose result is known when their arguments are: those that decide about branches. */
final class ConstantFolding {

    private static final Map<String, String> OPERATORS = Map.of("==", "eq", "!=", "ne", "<", "lt", "<=", "le", ">",
        "gt", ">=", "ge", "is", "__is__", "is not", "__isnot__", "not", "__not__");

    private ConstantFolding() {
    }

    /**
     * @param function a function's name without its module, or an operator
     * @param operands its arguments, all constant
     * @return the result, or {@code null} if it is not known
     */
    static Fact of(final String function, final List<Fact> operands) {
        final String name = OPERATORS.getOrDefault(function, function);
        final Object first = operands.isEmpty() ? null : operands.get(0).value();
        if (operands.size() == 1 && first instanceof Boolean flag) {
            return name.equals("__not__") ? Fact.constant(!flag) : name.equals("bool") ? Fact.constant(flag) : null;
        }
        if (operands.size() != 2) {
            return null;
        }
        final Object second = operands.get(1).value();
        if (name.equals("__is__") || name.equals("__isnot__")) {
            final boolean isSame = first == second;
            final boolean isKnown = first == null || second == null;
            return isKnown ? Fact.constant(name.equals("__is__") == isSame) : null;
        }
        if (first instanceof Number a && second instanceof Number b) {
            return comparison(name, Double.compare(a.doubleValue(), b.doubleValue()));
        }
        final boolean isText = first instanceof String && second instanceof String;
        return isText && (name.equals("eq") || name.equals("ne")) ? comparison(name, first.equals(second) ? 0 : 1)
            : null;
    }

    /** @param sign less than, equal to or greater than 0, as the first operand is to the second */
    private static Fact comparison(final String name, final int sign) {
        return switch (name) {
            case "eq" -> Fact.constant(sign == 0);
            case "ne" -> Fact.constant(sign != 0);
            case "lt" -> Fact.constant(sign < 0);
            case "le" -> Fact.constant(sign <= 0);
            case "gt" -> Fact.constant(sign > 0);
            case "ge" -> Fact.constant(sign >= 0);
            default -> null;
        };
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
                    final boolean isWhole = text.indexOf('.') < 0 && text.indexOf('e') < 0;
                    return isWhole ? Fact.constant(Long.valueOf(text)) : Fact.constant(Double.valueOf(text));
                } catch (NumberFormatException e) {
                    return null;
                }
            }
        }
    }
}
