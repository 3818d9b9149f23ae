// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.port;

import java.io.IOException;

import javax.swing.JComponent;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

/** What passes from port to port. Stands for KNIME's {@code org.knime.core.node.port.PortObject}. */
public interface PortObject {
    /** Type of a port for anything. */
    PortType TYPE = PortTypeRegistry.getInstance().getPortType(PortObject.class);

    /** @return one line for users */
    String getSummary();

    /** @return what was known before, not null */
    PortObjectSpec getSpec();

    /** @return views for users, may be empty */
    JComponent[] getViews();

    /**
     * Reads and writes objects of one class. Stands for KNIME's class of the same name.
     *
     * @param <T> the class
     */
    abstract class PortObjectSerializer<T extends PortObject> {
        /**
         * @param portObject what to write
         * @param out gets it, after {@code putNextEntry}
         * @param exec progress and cancellation
         * @throws IOException if it cannot be written
         * @throws CanceledExecutionException if the user canceled
         */
        public abstract void savePortObject(T portObject, PortObjectZipOutputStream out, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException;

        /**
         * @param in has it, after {@code getNextEntry}
         * @param spec the object's specification, loaded before
         * @param exec progress and cancellation
         * @return the object
         * @throws IOException if it cannot be read
         * @throws CanceledExecutionException if the user canceled
         */
        public abstract T loadPortObject(PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException;
    }
}
