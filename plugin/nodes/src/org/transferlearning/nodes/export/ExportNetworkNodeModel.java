// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.export;

import java.util.ArrayList;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.NetworkExporter;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.nodes.export.ExportNetworkNodeParameters.IfExists;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.nodes.util.EngineCall;
import org.transferlearning.nodes.util.Location;
import org.transferlearning.nodes.util.Problem;
import org.transferlearning.nodes.util.ProblemException;
import org.transferlearning.nodes.util.Untrained;

/** What Export Network does. It checks the folder in configure, too: before a training that may take hours. */
final class ExportNetworkNodeModel {

    private static final String RESOLUTION = "Choose a folder on this machine in the dialog.";

    private ExportNetworkNodeModel() {
    }

    static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        final ExportNetworkNodeParameters parameters = in.getParameters();
        final NetworkPortObjectSpec network = in.getInPortSpec(0);
        if (network == null) {
            return;
        }
        ProblemException.inConfigure(() -> target(network.network(), parameters));
        final var warning = warning(network.network());
        if (!warning.isEmpty()) {
            out.setWarningMessage(warning);
        }
    }

    static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws KNIMEException, CanceledExecutionException {
        final ExportNetworkNodeParameters parameters = in.getParameters();
        final var network = ((NetworkPortObject)in.getInPortObject(0)).network();
        final var target = ProblemException.inExecute(() -> target(network.spec(), parameters));
        EngineCall.run(in.getExecutionContext(), monitor -> NetworkExporter.export(network, target, monitor));
        final var warning = warning(network.spec());
        if (!warning.isEmpty()) {
            out.setWarningMessage(warning);
        }
    }

    private static NetworkExporter.Destination target(final NetworkSpec network,
        final ExportNetworkNodeParameters parameters) throws ProblemException {
        final var folder = Location.localFolder(parameters.m_folder, RESOLUTION);
        try {
            final var name =
                parameters.m_name == null || parameters.m_name.isBlank() ? network.name() : parameters.m_name.strip();
            final var target = new NetworkExporter.Destination(folder, name,
                parameters.m_ifExists == IfExists.OVERWRITE, parameters.m_createFolders);
            NetworkExporter.check(target);
            return target;
        } catch (EngineException e) {
            throw new ProblemException(Problem.of(e));
        }
    }

    private static String warning(final NetworkSpec network) {
        final var warnings = new ArrayList<String>();
        Untrained.warning(network, "random values are written").ifPresent(warnings::add);
        NetworkExporter.obstacle(network).ifPresent(o -> warnings.add(new Problem(
            "DJL cannot prepare images for this network by itself: " + o + ".",
            "Prepare them in your own code, as the comments in serving.properties say.").toWarning()));
        return String.join(" ", warnings);
    }
}
