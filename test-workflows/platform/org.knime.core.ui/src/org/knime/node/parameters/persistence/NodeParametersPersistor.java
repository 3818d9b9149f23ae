// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.persistence;

import org.knime.node.parameters.migration.ParametersLoader;

/**
 * Stands for KNIME's class of the same name: writes and reads a setting in a form of its own.
 *
 * @param <T> the type of the setting
 */
public interface NodeParametersPersistor<T> extends ParametersSaver<T>, ParametersLoader<T> {

    /** @return the paths of the keys that it uses; flow variables can overwrite these */
    String[][] getConfigPaths();
}
