// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.migration;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;

/**
 * Stands for KNIME's class of the same name: reads a value from settings.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface ParametersLoader<T> {

    /**
     * Reads the value.
     *
     * @throws InvalidSettingsException if a key is absent or its value cannot be used
     */
    T load(NodeSettingsRO settings) throws InvalidSettingsException;
}
