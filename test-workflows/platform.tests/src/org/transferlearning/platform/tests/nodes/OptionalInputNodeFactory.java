// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.nodes;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** A node with an optional input; it outputs how many inputs it has. */
public final class OptionalInputNodeFactory extends DefaultNodeFactory {

    private static final DataTableSpec SPEC =
        new DataTableSpec(new DataColumnSpec[]{new DataColumnSpecCreator("inputs", IntCell.TYPE).createSpec()});

    /** Called by KNIME. */
    public OptionalInputNodeFactory() {
        super(DefaultNode.create().name("Optional Input").icon("optional.png")
            .shortDescription("Counts its inputs.").fullDescription("Counts its inputs.").sinceVersion(5, 8, 0)
            .dynamicPorts(ports -> ports
                .addInputPortGroup("Input", g -> g.name("Input").description("Any table.").fixed(BufferedDataTable.TYPE))
                .addInputPortGroup("Second", g -> g.name("Second").description("Any table.").optional()
                    .supportedTypes(BufferedDataTable.TYPE))
                .addOutputPortGroup("Count",
                    g -> g.name("Count").description("The number.").fixed(BufferedDataTable.TYPE)))
            .model(model -> model.withoutParameters().configure((in, out) -> out.setOutSpec(0, SPEC))
                .execute(OptionalInputNodeFactory::execute)));
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out) {
        var container = in.getExecutionContext().createDataContainer(SPEC);
        container.addRowToTable(new DefaultRow("Row0", new IntCell(in.getInPortObjects().length)));
        container.close();
        out.setOutData(0, container.getTable());
    }
}
