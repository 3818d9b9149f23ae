// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.config;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.base.ConfigBaseRO;

/** Reads settings, cells and types among them. Stands for KNIME's {@code org.knime.core.node.config.ConfigRO}. */
public interface ConfigRO extends ConfigBaseRO {
    /**
     * @param key of a subtree
     * @return the subtree
     * @throws InvalidSettingsException if there is none
     */
    Config getConfig(String key) throws InvalidSettingsException;

    /**
     * @param key of a cell
     * @return the cell, may be null
     * @throws InvalidSettingsException if there is none
     */
    DataCell getDataCell(String key) throws InvalidSettingsException;

    /**
     * @param key of a cell
     * @param def for the case that there is none
     * @return the cell or the default
     */
    DataCell getDataCell(String key, DataCell def);

    /**
     * @param key of several cells
     * @return the cells, may be null
     * @throws InvalidSettingsException if there are none
     */
    DataCell[] getDataCellArray(String key) throws InvalidSettingsException;

    /**
     * @param key of a type
     * @return the type, may be null
     * @throws InvalidSettingsException if there is none
     */
    DataType getDataType(String key) throws InvalidSettingsException;

    /**
     * @param key of a type
     * @param def for the case that there is none
     * @return the type or the default
     */
    DataType getDataType(String key, DataType def);
}
