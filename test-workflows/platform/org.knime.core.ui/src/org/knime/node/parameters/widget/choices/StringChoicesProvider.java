// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.widget.choices;

import java.util.List;

import org.knime.node.parameters.NodeParametersInput;

/** Stands for KNIME's class of the same name: offers texts. Implement one of the two methods. */
public non-sealed interface StringChoicesProvider extends ChoicesStateProvider<StringChoice> {

    /** @return the texts to choose from */
    default List<String> choices(final NodeParametersInput context) {
        throw new IllegalStateException("Neither choices nor computeState is implemented by " + getClass().getName());
    }

    @Override
    default List<StringChoice> computeState(final NodeParametersInput context) {
        return choices(context).stream().map(StringChoice::fromId).toList();
    }
}
