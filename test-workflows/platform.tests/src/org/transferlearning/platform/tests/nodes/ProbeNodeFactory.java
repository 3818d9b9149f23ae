// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.nodes;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.message.Message;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;

/** A node from a table to a table that does what its setting {@code action} says: mostly, it fails. */
public final class ProbeNodeFactory extends DefaultNodeFactory {

    /** What the node does. */
    public enum Action {
        PASS, WARN, WARN_TWICE, INVALID_SETTINGS, CONFIGURE_BUG, NO_SPEC, OTHER_SPEC, KNIME_EXCEPTION,
        KNIME_EXCEPTION_WITH_RESOLUTION, RUNTIME_EXCEPTION, RUNTIME_EXCEPTION_WITHOUT_MESSAGE, ERROR, NULL_OUTPUT,
        EMPTY_TABLE
    }

    /** Called by KNIME. */
    public ProbeNodeFactory() {
        super(DefaultNode.create().name("Probe").icon("probe.png").shortDescription("Does what a test asks for.")
            .fullDescription("Does what a test asks for.").sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputTable("Input", "Any table.").addOutputTable("Output", "The same table."))
            .model(model -> model.parametersClass(Parameters.class).configure(ProbeNodeFactory::configure)
                .execute(ProbeNodeFactory::execute)));
    }

    static final class Parameters implements NodeParameters {

        @Widget(title = "Action", description = "What the node does.")
        Action m_action = Action.PASS;
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
        throws InvalidSettingsException {
        Parameters parameters = in.getParameters();
        switch (parameters.m_action) {
            case INVALID_SETTINGS -> throw new InvalidSettingsException("The column is missing.");
            case CONFIGURE_BUG -> throw new IllegalArgumentException("bug");
            case NO_SPEC -> out.setOutSpec(0, null);
            case OTHER_SPEC -> out.setOutSpec(0, spec("other"));
            default -> out.setOutSpec(0, in.getInTableSpec(0));
        }
    }

    private static DataTableSpec spec(final String column) {
        return new DataTableSpec(new DataColumnSpec[]{new DataColumnSpecCreator(column, IntCell.TYPE).createSpec()});
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        Parameters parameters = in.getParameters();
        out.setOutData(0, in.getInTable(0));
        switch (parameters.m_action) {
            case WARN -> out.setWarningMessage("1 row was skipped.");
            case WARN_TWICE -> {
                out.setWarningMessage("first");
                out.setWarningMessage("second");
            }
            case KNIME_EXCEPTION -> throw new KNIMEException("The network cannot be read.");
            case KNIME_EXCEPTION_WITH_RESOLUTION -> throw KNIMEException.of(Message.builder()
                .withSummary("The network predicts 3 classes.").addResolutions("Add a Replace Head node.").build()
                .orElseThrow());
            case RUNTIME_EXCEPTION -> throw new IllegalStateException("the model is gone");
            case RUNTIME_EXCEPTION_WITHOUT_MESSAGE -> throw new IllegalStateException("boom");
            case ERROR -> throw new UnsatisfiedLinkError("no library");
            case NULL_OUTPUT -> out.setOutData(0, null);
            case EMPTY_TABLE -> {
                var container = in.getExecutionContext().createDataContainer(in.getInTable(0).getDataTableSpec());
                container.close();
                out.setOutData(0, container.getTable());
            }
            default -> in.getExecutionContext().checkCanceled();
        }
    }
}
