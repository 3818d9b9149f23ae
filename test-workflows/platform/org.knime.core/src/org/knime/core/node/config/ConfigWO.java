// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.config;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.node.config.base.ConfigBaseWO;

/** Takes settings, cells and types among them. Stands for KNIME's {@code org.knime.core.node.config.ConfigWO}. */
public interface ConfigWO extends ConfigBaseWO {
    /**
     * @param key of a new subtree
     * @return the subtree, empty
     */
    Config addConfig(String key);

    /**
     * @param key of a cell
     * @param cell string, int, long, double, boolean, missing or null
     */
    void addDataCell(String key, DataCell cell);

    /**
     * @param key of several cells
     * @param values the cells, may be null
     */
    void addDataCellArray(String key, DataCell... values);

    /**
     * @param key of a type
     * @param type the type, may be null
     */
    void addDataType(String key, DataType type);
}
