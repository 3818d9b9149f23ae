// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.updates.util;

import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;

/** Stands for KNIME's class of the same name: names a yes-no setting and is the condition that it is set. */
public interface BooleanReference extends EffectPredicateProvider, ParameterReference<Boolean> {

    @Override
    default EffectPredicate init(final PredicateInitializer i) {
        return i.getBoolean(getClass()).isTrue();
    }
}
