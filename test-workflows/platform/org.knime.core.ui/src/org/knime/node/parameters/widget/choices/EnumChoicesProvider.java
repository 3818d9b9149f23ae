// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.widget.choices;

import java.util.List;

import org.knime.node.parameters.NodeParametersInput;

/**
 * Stands for KNIME's class of the same name: offers some of the constants. Implement one of the two methods.
 *
 * @param <E> the type of the constants
 */
public non-sealed interface EnumChoicesProvider<E extends Enum<E>> extends ChoicesStateProvider<EnumChoice<E>> {

    /** @return the constants to choose from */
    default List<E> choices(final NodeParametersInput context) {
        throw new IllegalStateException("Neither choices nor computeState is implemented by " + getClass().getName());
    }

    @Override
    default List<EnumChoice<E>> computeState(final NodeParametersInput context) {
        return choices(context).stream().map(EnumChoice::fromEnumConst).toList();
    }
}
