// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import org.knime.core.node.config.ConfigWO;

/** Settings of a node, to write. Stands for KNIME's {@code org.knime.core.node.NodeSettingsWO}. */
public interface NodeSettingsWO extends ConfigWO {
    /**
     * @param key of a new subtree
     * @return the subtree, empty
     */
    NodeSettingsWO addNodeSettings(String key);

    /** @param settings a subtree, added under its own key */
    void addNodeSettings(NodeSettings settings);
}
