// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.node;

import java.util.Arrays;

import org.knime.core.data.DataTableSpec;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.parameters.NodeParameters;

/** What a model is given to be configured. */
record Configuring(NodeParameters parameters, PortObjectSpec[] inSpecs, PortType[] outTypes)
    implements ConfigureInput {

    @Override
    @SuppressWarnings("unchecked")
    public <S extends NodeParameters> S getParameters() {
        return (S)parameters;
    }

    @Override
    public PortObjectSpec[] getInPortSpecs() {
        return inSpecs;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <S extends PortObjectSpec> S getInPortSpec(final int index) {
        return (S)inSpecs[index];
    }

    @Override
    public DataTableSpec[] getInTableSpecs() {
        return Arrays.stream(inSpecs).map(DataTableSpec.class::cast).toArray(DataTableSpec[]::new);
    }

    @Override
    public DataTableSpec getInTableSpec(final int portIndex) {
        return (DataTableSpec)inSpecs[portIndex];
    }

    @Override
    public PortType[] getOutPortTypes() {
        return outTypes;
    }
}
