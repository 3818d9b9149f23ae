// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.persistence;

import org.knime.core.node.NodeSettingsWO;

/**
 * Stands for KNIME's class of the same name: writes a value into settings.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface ParametersSaver<T> {

    /** Writes the value. */
    void save(T param, NodeSettingsWO nodeSettings);
}
