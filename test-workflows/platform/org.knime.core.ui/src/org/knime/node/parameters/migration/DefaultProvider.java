// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters.migration;

import java.util.List;

/**
 * Stands for KNIME's class of the same name: the value of a setting where it is absent.
 *
 * @param <T> the type of the setting
 */
@FunctionalInterface
public interface DefaultProvider<T> extends NodeParametersMigration<T> {

    /** @return the value to use */
    T getDefault();

    @Override
    default List<ConfigMigration<T>> getConfigMigrations() {
        return List.of(ConfigMigration.builder(settings -> getDefault()).build());
    }
}
