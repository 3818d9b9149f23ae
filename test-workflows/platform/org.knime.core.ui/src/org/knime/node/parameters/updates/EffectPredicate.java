// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.updates;

/** Stands for KNIME's class of the same name: a condition on settings. A dialog evaluates it; here is none. */
public interface EffectPredicate {

    EffectPredicate and(EffectPredicate other);

    EffectPredicate or(EffectPredicate other);

    EffectPredicate negate();
}
