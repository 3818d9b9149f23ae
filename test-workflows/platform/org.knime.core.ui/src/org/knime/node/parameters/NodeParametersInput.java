// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node.parameters;

import java.util.Optional;

import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;

/**
 * Stands for KNIME's class of the same name: what a node's defaults and choices may be computed from. Port indices are
 * zero-based and leave out the implicit flow-variable port.
 */
public interface NodeParametersInput {

    /** @return the types of the input ports */
    PortType[] getInPortTypes();

    /** @return the specifications at the input ports, {@code null} where none is known */
    PortObjectSpec[] getInPortSpecs();

    /** @return the specification at an input port, if it is known */
    Optional<PortObjectSpec> getInPortSpec(int portIndex);

    /** @return the table specifications at the input ports; all ports must be tables */
    DataTableSpec[] getInTableSpecs();

    /** @return the table specification at an input port, if it is known */
    Optional<DataTableSpec> getInTableSpec(int portIndex);

    /** @return the data at the input ports, {@code null} where the predecessor has not been executed */
    PortObject[] getInPortObjects();

    /** @return the data at an input port, if the predecessor has been executed */
    Optional<PortObject> getInPortObject(int portIndex);

    /** @return the tables at the input ports; all ports must be tables */
    BufferedDataTable[] getInTables();

    /** @return the table at an input port, if the predecessor has been executed */
    Optional<BufferedDataTable> getInTable(int portIndex);

    /** @return the types of the output ports */
    PortType[] getOutPortTypes();
}
