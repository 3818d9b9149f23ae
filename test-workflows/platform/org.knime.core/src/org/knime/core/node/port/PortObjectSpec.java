// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.port;

import java.io.IOException;

import javax.swing.JComponent;

/**
 * What is known of a port's content before it exists.
 * Stands for KNIME's {@code org.knime.core.node.port.PortObjectSpec}.
 */
public interface PortObjectSpec {
    /** @return views for users, may be empty */
    JComponent[] getViews();

    /**
     * Reads and writes specifications of one class. Stands for KNIME's class of the same name.
     *
     * @param <T> the class
     */
    abstract class PortObjectSpecSerializer<T extends PortObjectSpec> {
        /**
         * @param portObjectSpec what to write
         * @param out gets it, after {@code putNextEntry}
         * @throws IOException if it cannot be written
         */
        public abstract void savePortObjectSpec(T portObjectSpec, PortObjectSpecZipOutputStream out)
            throws IOException;

        /**
         * @param in has it, after {@code getNextEntry}
         * @return the specification
         * @throws IOException if it cannot be read
         */
        public abstract T loadPortObjectSpec(PortObjectSpecZipInputStream in) throws IOException;
    }
}
