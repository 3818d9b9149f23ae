// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node;

import java.util.Arrays;

import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.parameters.NodeParameters;

/** What a model is given to be executed. */
record Executing(NodeParameters parameters, PortObject[] inObjects, PortType[] outTypes, ExecutionContext exec)
    implements ExecuteInput {

    @Override
    @SuppressWarnings("unchecked")
    public <S extends NodeParameters> S getParameters() {
        return (S)parameters;
    }

    @Override
    public ExecutionContext getExecutionContext() {
        return exec;
    }

    @Override
    public PortObject[] getInPortObjects() {
        return inObjects;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <D extends PortObject> D getInPortObject(final int portIndex) {
        return (D)inObjects[portIndex];
    }

    @Override
    public BufferedDataTable[] getInTables() {
        return Arrays.stream(inObjects).map(BufferedDataTable.class::cast).toArray(BufferedDataTable[]::new);
    }

    @Override
    public BufferedDataTable getInTable(final int portIndex) {
        return (BufferedDataTable)inObjects[portIndex];
    }

    @Override
    public PortType[] getOutPortTypes() {
        return outTypes;
    }
}
