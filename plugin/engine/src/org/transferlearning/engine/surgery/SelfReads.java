// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.engine.surgery;

import java.util.ArrayList;
import java.util.List;

import org.transferlearning.engine.script.Expression;
import org.transferlearning.engine.script.Statement;

/** Finds where a method reads an attribute of its own module. */
final class SelfReads {

    private final String m_attribute;

    private final List<Expression> m_found = new ArrayList<>();

    private SelfReads(final String attribute) {
        m_attribute = attribute;
    }

    /** The expressions {@code self.attribute} and {@code getattr(self, "attribute")} in a statement. */
    static List<Expression> of(final String attribute, final Statement statement) {
        final var reads = new SelfReads(attribute);
        reads.visit(statement);
        return reads.m_found;
    }

    /** The same in an expression. */
    static List<Expression> of(final String attribute, final Expression expression) {
        final var reads = new SelfReads(attribute);
        reads.visit(expression);
        return reads.m_found;
    }

    private void visit(final Statement statement) {
        if (statement instanceof Statement.Assignment assignment) {
            assignment.targets().forEach(this::visit);
            visit(assignment.value());
        } else if (statement instanceof Statement.Return result) {
            visit(result.value());
        } else if (statement instanceof Statement.Block block) {
            block.heads().forEach(this::visit);
            block.body().forEach(this::visit);
            block.otherwise().forEach(this::visit);
        }
    }

    private void visit(final Expression expression) {
        if (expression == null) {
            return;
        }
        final boolean isAttribute = expression instanceof Expression.Attribute a && a.name().equals(m_attribute)
            && isSelf(a.target());
        final boolean isGetattr = expression instanceof Expression.Call call && call.arguments().size() == 2
            && isSelf(call.arguments().get(0)) && call.arguments().get(1) instanceof Expression.Literal literal
            && literal.isString() && literal.string().equals(m_attribute);
        if (isAttribute || isGetattr) {
            m_found.add(expression);
        } else {
            expression.parts().forEach(this::visit);
        }
    }

    private static boolean isSelf(final Expression expression) {
        return expression instanceof Expression.Name name && name.name().equals("self");
    }
}
