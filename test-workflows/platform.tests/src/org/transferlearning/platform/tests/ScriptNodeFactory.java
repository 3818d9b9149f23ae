// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests;

import org.knime.node.DefaultModel;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.parameters.NodeParameters;

/** A source of one table that runs the script named in its settings. */
public final class ScriptNodeFactory extends DefaultNodeFactory {
    /** Called by the platform. */
    public ScriptNodeFactory() {
        super(DefaultNode.create().name("Script").icon("script.png").shortDescription("Runs a script.")
            .fullDescription("Runs a script.").sinceVersion(5, 8, 0)
            .ports(ports -> ports.addOutputTable("Table", "What the script returned."))
            .model(ScriptNodeFactory::model));
    }

    private static DefaultModel model(final DefaultModel.RequireModelParameters model) {
        return model.parametersClass(Parameters.class).configure((in, out) -> {
            // the columns are not known before
        }).execute((in, out) -> {
            final Parameters parameters = in.getParameters();
            out.setOutData(0, Scripts.get(parameters.m_script).run(in.getExecutionContext()));
        });
    }

    static final class Parameters implements NodeParameters {
        String m_script = "";
    }
}
