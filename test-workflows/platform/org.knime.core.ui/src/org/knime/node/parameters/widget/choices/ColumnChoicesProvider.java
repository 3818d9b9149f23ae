// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.widget.choices;

import java.util.List;

import org.knime.core.data.DataColumnSpec;
import org.knime.node.parameters.NodeParametersInput;

/** Stands for KNIME's class of the same name: offers columns. Implement one of the two methods. */
public interface ColumnChoicesProvider extends TypedStringChoicesProvider {

    /** @return the columns to choose from */
    default List<DataColumnSpec> columnChoices(final NodeParametersInput context) {
        throw new IllegalStateException(
            "Neither columnChoices nor computeState is implemented by " + getClass().getName());
    }

    @Override
    default List<TypedStringChoice> computeState(final NodeParametersInput context) {
        return columnChoices(context).stream().map(TypedStringChoice::fromColSpec).toList();
    }
}
