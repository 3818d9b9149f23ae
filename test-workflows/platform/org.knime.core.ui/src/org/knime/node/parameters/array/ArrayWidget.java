// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.array;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.knime.node.parameters.updates.StateProvider;

/** Stands for KNIME's class of the same name: how a list of groups of settings is shown. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface ArrayWidget {

    String addButtonText() default "";

    ElementLayout elementLayout() default ElementLayout.VERTICAL_CARD;

    String elementTitle() default "";

    boolean showSortButtons() default false;

    boolean hasFixedSize() default false;

    @SuppressWarnings("rawtypes") Class<? extends StateProvider> elementDefaultValueProvider()
        default StateProvider.class;

    /** How a group is shown. */
    enum ElementLayout {
        VERTICAL_CARD, HORIZONTAL_SINGLE_LINE
    }
}
