// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.updates;

import java.util.function.Predicate;

import org.knime.node.parameters.NodeParametersInput;

/** Stands for KNIME's class of the same name: builds a condition on settings. */
@FunctionalInterface
public interface EffectPredicateProvider {

    /** @return the condition */
    EffectPredicate init(PredicateInitializer i);

    /** The building blocks of a condition, given by the dialog. */
    interface PredicateInitializer {

        StringReference getString(Class<? extends ParameterReference<String>> reference);

        BooleanReference getBoolean(Class<? extends ParameterReference<Boolean>> reference);

        <E extends Enum<E>> EnumReference<E> getEnum(Class<? extends ParameterReference<E>> reference);

        EffectPredicate getConstant(Predicate<NodeParametersInput> predicate);

        EffectPredicate getPredicate(Class<? extends EffectPredicateProvider> predicateProviderClass);

        EffectPredicate never();

        EffectPredicate always();

        /** Conditions on a text setting. */
        interface StringReference {

            EffectPredicate isEqualTo(String value);

            EffectPredicate matchesPattern(String pattern);
        }

        /** Conditions on a yes-no setting. */
        interface BooleanReference {

            EffectPredicate isTrue();

            EffectPredicate isFalse();
        }

        /**
         * Conditions on a choice.
         *
         * @param <E> the type of the choice
         */
        interface EnumReference<E extends Enum<E>> {

            @SuppressWarnings("unchecked")
            EffectPredicate isOneOf(E... values);
        }
    }
}
