// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.migration;

import java.util.List;

/**
 * Stands for KNIME's class of the same name: the ways in which older versions stored a setting.
 *
 * @param <T> the type of the setting
 */
public interface NodeParametersMigration<T> {

    /** @return the migrations, of which the first that matches is used */
    List<ConfigMigration<T>> getConfigMigrations();
}
