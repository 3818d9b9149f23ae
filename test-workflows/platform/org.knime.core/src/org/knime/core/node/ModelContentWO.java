// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node;

import org.knime.core.node.config.ConfigWO;

/** Content of a port object, to write. Stands for KNIME's {@code org.knime.core.node.ModelContentWO}. */
public interface ModelContentWO extends ConfigWO {
    /**
     * @param key of a new subtree
     * @return the subtree, empty
     */
    ModelContentWO addModelContent(String key);

    /** @param modelContent a subtree, added under its own key */
    void addModelContent(ModelContent modelContent);
}
