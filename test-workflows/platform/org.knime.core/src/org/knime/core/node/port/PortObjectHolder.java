// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.port;

/**
 * A node model that keeps port objects for its view.
 * Stands for KNIME's {@code org.knime.core.node.port.PortObjectHolder}.
 */
public interface PortObjectHolder {
    /** @return what is kept, null if nothing is */
    PortObject[] getInternalPortObjects();

    /** @param portObjects what is kept from now on */
    void setInternalPortObjects(PortObject[] portObjects);
}
