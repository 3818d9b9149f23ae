// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.updates;

/**
 * Stands for KNIME's class of the same name: names a setting, so that others can depend on it.
 *
 * @param <V> the type of the setting
 */
public interface ParameterReference<V> { // NOSONAR: the parameter ties the reference to the setting's type
}
