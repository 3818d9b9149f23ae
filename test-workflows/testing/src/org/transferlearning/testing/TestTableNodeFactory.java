// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.testing;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;

/** A source of tables for tests: outputs the table that a test registered in {@link TestTables}. */
public final class TestTableNodeFactory extends DefaultNodeFactory {

    /** Called by KNIME. */
    public TestTableNodeFactory() {
        super(DefaultNode.create().name("Test Table").icon("table.png").shortDescription("Outputs a table of a test.")
            .fullDescription("Outputs the table that a test registered.").sinceVersion(5, 8, 0)
            .ports(ports -> ports.addOutputTable("Table", "The table."))
            .model(model -> model.parametersClass(Parameters.class).configure(TestTableNodeFactory::configure)
                .execute(TestTableNodeFactory::execute)));
    }

    static final class Parameters implements NodeParameters {

        @Widget(title = "Key", description = "What the table was registered under.")
        String m_key = "";
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
        throws InvalidSettingsException {
        Parameters parameters = in.getParameters();
        var content = TestTables.get(parameters.m_key);
        if (content == null) {
            throw new InvalidSettingsException("No table is registered under \"" + parameters.m_key + "\".");
        }
        out.setOutSpec(0, content.spec());
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out) throws CanceledExecutionException {
        Parameters parameters = in.getParameters();
        var content = TestTables.get(parameters.m_key);
        var exec = in.getExecutionContext();
        var container = exec.createDataContainer(content.spec());
        for (var row : content.rows()) {
            exec.checkCanceled();
            container.addRowToTable(row);
        }
        container.close();
        out.setOutData(0, container.getTable());
    }
}
