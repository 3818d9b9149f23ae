// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import org.knime.core.node.config.ConfigRO;

/** Settings of a node, to read. Stands for KNIME's {@code org.knime.core.node.NodeSettingsRO}. */
public interface NodeSettingsRO extends ConfigRO {
    /**
     * @param key of a subtree
     * @return the subtree
     * @throws InvalidSettingsException if there is none
     */
    NodeSettingsRO getNodeSettings(String key) throws InvalidSettingsException;
}
