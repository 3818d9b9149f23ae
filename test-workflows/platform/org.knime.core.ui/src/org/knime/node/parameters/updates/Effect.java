// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.updates;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for KNIME's class of the same name: shows or enables a setting depending on others. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Effect {

    /** What happens when the predicate holds. */
    enum EffectType {
        ENABLE, DISABLE, SHOW, HIDE
    }

    Class<? extends EffectPredicateProvider> predicate();

    EffectType type();
}
