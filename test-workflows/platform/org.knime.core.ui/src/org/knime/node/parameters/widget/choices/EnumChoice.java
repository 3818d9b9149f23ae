// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.widget.choices;

/**
 * Stands for KNIME's class of the same name: a constant to choose and how it is shown.
 *
 * @param <E> the type of the constant
 */
public record EnumChoice<E extends Enum<E>>(E id, String text) {

    /** @return a choice that is shown by the constant's {@link Label}, or by its name */
    public static <E extends Enum<E>> EnumChoice<E> fromEnumConst(final E constant) {
        try {
            var label = constant.getDeclaringClass().getField(constant.name()).getAnnotation(Label.class);
            return new EnumChoice<>(constant, label == null ? constant.name() : label.value());
        } catch (NoSuchFieldException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
