// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.nodes;

import java.io.IOException;
import java.net.URISyntaxException;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.util.FileUtil;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migrate;

/** A source that outputs the local path that a path or URL leads to. */
public final class PathNodeFactory extends DefaultNodeFactory {

    private static final DataTableSpec SPEC =
        new DataTableSpec(new DataColumnSpec[]{new DataColumnSpecCreator("path", StringCell.TYPE).createSpec()});

    /** Called by KNIME. */
    public PathNodeFactory() {
        super(DefaultNode.create().name("Path-to-Text").icon("path.png").shortDescription("Resolves a path.")
            .fullDescription("Resolves a path.").sinceVersion(5, 8, 0)
            .ports(ports -> ports.addOutputTable("Path", "The path."))
            .model(model -> model.parametersClass(Parameters.class).configure((in, out) -> out.setOutSpec(0, SPEC))
                .execute(PathNodeFactory::execute)));
    }

    static final class Parameters implements NodeParameters {

        @Widget(title = "Path", description = "A path or URL.")
        String m_path = "";

        @Widget(title = "Count", description = "Only to be overwritten by variables.")
        @Migrate(loadDefaultIfAbsent = true)
        int m_count;

        @Widget(title = "Quiet", description = "Only to be overwritten by variables.")
        @Migrate(loadDefaultIfAbsent = true)
        boolean m_isQuiet;

        @Override
        public void validate() throws InvalidSettingsException {
            if (m_count < 0) {
                throw new InvalidSettingsException("The count " + m_count + " is negative.");
            }
        }
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out) throws KNIMEException {
        Parameters parameters = in.getParameters();
        var container = in.getExecutionContext().createDataContainer(SPEC);
        try {
            var path = FileUtil.resolveToPath(FileUtil.toURL(parameters.m_path));
            container.addRowToTable(new DefaultRow("Row0", new StringCell(path.toString())));
        } catch (IOException | URISyntaxException ex) {
            throw new KNIMEException(ex.getMessage(), ex);
        }
        container.close();
        out.setOutData(0, container.getTable());
    }
}
