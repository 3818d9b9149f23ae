// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.job.PredictionConfig;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.nodes.util.EngineCall;
import org.transferlearning.nodes.util.ImageColumn;
import org.transferlearning.nodes.util.ItemProgress;
import org.transferlearning.nodes.util.ProblemException;
import org.transferlearning.nodes.util.Untrained;

/** What Predict does. */
final class PredictNodeModel {

    static final int NETWORK = 0;

    static final int TABLE = 1;

    private PredictNodeModel() {
    }

    static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        final PredictNodeParameters parameters = in.getParameters();
        final NetworkPortObjectSpec network = in.getInPortSpec(NETWORK);
        final var table = in.getInTableSpec(TABLE);
        final var image = ImageColumn.choice(table, parameters.m_image);
        ProblemException.inConfigure(() -> ImageColumn.find(table, image.name()));
        final var warnings = new ArrayList<String>();
        image.warning().ifPresent(warnings::add);
        if (network != null) {
            ProblemException.inConfigure(() -> check(network.network(), parameters));
            out.setOutSpec(0, new PredictionColumns(network.network().head(), parameters).append(table));
            untrained(network.network()).ifPresent(warnings::add);
        }
        warn(warnings, out::setWarningMessage);
    }

    static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws KNIMEException, CanceledExecutionException {
        final PredictNodeParameters parameters = in.getParameters();
        final var exec = in.getExecutionContext();
        final var network = ((NetworkPortObject)in.getInPortObject(NETWORK)).network();
        final var table = in.getInTable(TABLE);
        final var choice = ImageColumn.choice(table.getDataTableSpec(), parameters.m_image);
        final int image = ProblemException.inExecute(() -> ImageColumn.find(table.getDataTableSpec(), choice.name()));
        ProblemException.inExecute(() -> check(network.spec(), parameters));
        final var columns = new PredictionColumns(network.spec().head(), parameters);
        final var container = exec.createDataContainer(columns.append(table.getDataTableSpec()));
        try (var rows = new RowLabeler(table, image, columns, network.spec(), parameters.m_onFailure, container)) {
            final var warnings = new ArrayList<String>();
            choice.warning().ifPresent(warnings::add);
            untrained(network.spec()).ifPresent(warnings::add);
            if (table.size() > 0) {
                final var config =
                    new PredictionConfig(parameters.m_batchSize, parameters.m_device.device(parameters.m_gpu),
                        parameters.m_appendEmbedding);
                warnings.addAll(EngineCall.run(exec, monitor -> {
                    final var progress = new ItemProgress(monitor, table.size(), 1);
                    return rows.label(results -> Engine.get().predict(network, rows, config, progress,
                        results.andThen(p -> progress.itemDone())));
                }));
            }
            container.close();
            out.setOutData(0, container.getTable());
            warnings.add(rows.warning());
            warn(warnings, out::setWarningMessage);
        }
    }

    private static void warn(final List<String> warnings, final Consumer<String> message) {
        final var warning = String.join(" ", warnings).strip();
        if (!warning.isEmpty()) {
            message.accept(warning);
        }
    }

    private static Void check(final NetworkSpec network, final PredictNodeParameters parameters)
        throws ProblemException {
        if (network.head().outputs() == 0 && network.classes().isEmpty()) {
            throw new ProblemException("How many classes the network \"" + network.name() + "\" predicts is unknown.",
                "Choose a label file in the Load Pretrained Net node, or let that node try the network.");
        }
        if (parameters.m_appendEmbedding && !network.head().layer().equals(Head.NEW_LAYER)) {
            throw new ProblemException("The network \"" + network.name() + "\" gives no embeddings.",
                "Add a Replace Head node, or do not append the embedding.");
        }
        return null;
    }

    private static Optional<String> untrained(final NetworkSpec network) {
        return Untrained.warning(network, "its predictions are random");
    }
}
