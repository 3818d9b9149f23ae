// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.finetune;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.transferlearning.engine.Count;
import org.transferlearning.engine.Head;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.job.Engine;
import org.transferlearning.engine.job.TrainingConfig;
import org.transferlearning.engine.job.TrainingResult;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.nodes.util.EngineCall;
import org.transferlearning.nodes.util.ItemProgress;
import org.transferlearning.nodes.util.ProblemException;

/** What Fine-tune does. */
final class FineTuneNodeModel {

    static final int NETWORK = 0;

    static final int TRAINING = 1;

    static final int VALIDATION = 2;

    private FineTuneNodeModel() {
    }

    static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        final FineTuneNodeParameters parameters = in.getParameters();
        final NetworkPortObjectSpec input = in.getInPortSpec(NETWORK);
        if (input == null) {
            return;
        }
        out.setOutSpec(1, TrainingHistory.spec(input.network().head().target().task()));
        final var columns =
            ItemColumns.of(parameters, in.getInTableSpec(TRAINING), input.network().head().target());
        ProblemException.inConfigure(() -> {
            Fit.check(input.network(), in.getInTableSpec(TRAINING), columns);
            if (in.getInPortSpecs().length > VALIDATION) {
                Fit.checkColumns(input.network(), in.getInTableSpec(VALIDATION), columns);
            }
            return null;
        });
        final var warnings = new ArrayList<>(columns.warnings());
        RateHint.of(input.network(), parameters).ifPresent(warnings::add);
        if (!warnings.isEmpty()) {
            out.setWarningMessage(String.join(" ", warnings));
        }
        out.setOutSpec(0, new NetworkPortObjectSpec(learned(input.network(), columns)));
    }

    static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws KNIMEException, CanceledExecutionException {
        final FineTuneNodeParameters parameters = in.getParameters();
        final var exec = in.getExecutionContext();
        final var network = ((NetworkPortObject)in.getInPortObject(NETWORK)).network();
        final BufferedDataTable validation =
            in.getInPortObjects().length > VALIDATION ? in.getInTable(VALIDATION) : null;
        final var training = in.getInTable(TRAINING);
        final var columns =
            ItemColumns.of(parameters, training.getDataTableSpec(), network.spec().head().target());
        ProblemException.inExecute(() -> {
            Fit.check(network.spec(), training.getDataTableSpec(), columns);
            return null;
        });
        final var data = TrainingData.read(training, validation, network.spec(), parameters, columns,
            exec.createSubProgress(0));
        final var store = EngineCall.run(exec, monitor -> exec.createFileStore("network.pt"));
        final var result = EngineCall.run(exec, monitor -> {
            final var progress = new ItemProgress(monitor, data.size(), readingShare(network.spec(), parameters));
            return Engine.get().train(network, progress.counting(data.items()), config(parameters),
                store.getFile().toPath(), progress, epoch -> { });
        });
        out.setOutData(0, new NetworkPortObject(learned(result.network().spec(), columns), store));
        out.setOutData(1, TrainingHistory.table(network.spec().head().target().task(), result.history(), exec));
        final var warnings = new ArrayList<>(columns.warnings());
        warnings.addAll(warnings(data, result, parameters));
        RateHint.of(network.spec(), parameters).ifPresent(warnings::add);
        if (!warnings.isEmpty()) {
            out.setWarningMessage(String.join(" ", warnings));
        }
    }

    /** What is known of the trained network, before it is there too: all that later nodes are configured by. */
    private static NetworkSpec learned(final NetworkSpec spec, final ItemColumns columns) {
        final var target = spec.head().target();
        return spec.withHead(spec.head().withTarget(
            TargetSource.isChosen(target) ? target.withColumn(columns.target().name()) : target)).trained();
    }

    /** With a frozen backbone, the images go through it when they are read, and epochs of the head take no time. */
    private static double readingShare(final NetworkSpec network, final FineTuneNodeParameters parameters) {
        final var isHeadOnly = network.trainableParameters().keySet().stream()
            .allMatch(name -> name.startsWith(Head.NEW_LAYER + "."));
        return isHeadOnly ? 0.9 : 1.0 / (1 + parameters.m_epochs);
    }

    private static TrainingConfig config(final FineTuneNodeParameters parameters) {
        return new TrainingConfig(parameters.m_epochs, parameters.m_batchSize, parameters.m_learningRate,
            parameters.m_optimizer.toEngine(), parameters.m_seed, parameters.m_device.device(parameters.m_gpu));
    }

    private static List<String> warnings(final TrainingData data, final TrainingResult result,
        final FineTuneNodeParameters parameters) {
        final var warnings = new ArrayList<>(result.notes());
        if (!result.failed().isEmpty()) {
            final var first = result.failed().get(0);
            final var count = result.failed().size();
            warnings.add(String.format(Locale.ROOT, "%,d of %s could not be read and %s skipped; the first is in row "
                + "%s: %s.", count, Count.of(data.size(), "image"), Count.verb(count, "was", "were"),
                data.rowId(first.index()), first.reason()));
        }
        if (data.missingTargets() > 0) {
            warnings.add(Count.of(data.missingTargets(), "row") + Count.verb(data.missingTargets(), " was", " were")
                + " skipped because " + data.targetName() + " is missing.");
        }
        if (data.unknownTargets() > 0) {
            warnings.add(Count.of(data.unknownTargets(), "row") + " of the validation table"
                + Count.verb(data.unknownTargets(), " was skipped. ", " were skipped; the first of them: ")
                + data.firstUnknownTarget());
        }
        if (data.isTooSmallForPart()) {
            warnings.add("No images were kept back for validation because the training table has too few, so the last "
                + "epoch's network is given. Provide more images, or a validation table.");
        }
        if (result.history().size() < parameters.m_epochs) {
            warnings.add("Training stopped after " + Count.of(result.history().size(), "epoch")
                + " because the loss was not a number any more. Lower the learning rate in the dialog.");
        }
        return warnings;
    }
}
