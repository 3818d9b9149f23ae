// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.ArrayList;
import java.util.List;

import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.Statement;

/** Expressions of code, whatever it does. */
final class Expressions {

    private Expressions() {
    }

    /** @return what the statements evaluate, in the order of the text; in all branches */
    static List<Expression> of(final List<Statement> statements) {
        final var all = new ArrayList<Expression>();
        for (final Statement statement : statements) {
            if (statement instanceof Statement.Assignment assignment && assignment.value() != null) {
                all.add(assignment.value());
            } else if (statement instanceof Statement.Return result && result.value() != null) {
                all.add(result.value());
            } else if (statement instanceof Statement.Block block) {
                all.addAll(block.heads());
                all.addAll(of(block.body()));
                all.addAll(of(block.otherwise()));
            }
        }
        return all;
    }

    /** @return for example {@code torch.nn.functional.relu}; empty for anything else than names with dots */
    static String dottedName(final Expression expression) {
        if (expression instanceof Expression.Name name) {
            return name.name();
        }
        final String target =
            expression instanceof Expression.Attribute attribute ? dottedName(attribute.target()) : "";
        return target.isEmpty() ? "" : target + "." + ((Expression.Attribute)expression).name();
    }
}
