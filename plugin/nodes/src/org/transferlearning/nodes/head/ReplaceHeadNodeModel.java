// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.head;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.transferlearning.engine.Count;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Target;
import org.transferlearning.nodes.head.ReplaceHeadNodeParameters.Bias;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.nodes.util.ColumnChoice;
import org.transferlearning.nodes.util.Problem;
import org.transferlearning.nodes.util.ProblemException;

/**
 * What Replace Head does: it changes the specification only. Before execution the specification has all but what only
 * the rows of the training table tell: the scales of numbers and a bias that matches the table, which no other node
 * asks for before its own execution. Where only the rows know the classes or labels, there is none.
 */
final class ReplaceHeadNodeModel {

    /** In place of classes that are not known yet: what is wrong with the cut can be said without them. */
    private static final Target ANY = Target.classes(List.of("one class", "another class"), null);

    private ReplaceHeadNodeModel() {
    }

    static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        final ReplaceHeadNodeParameters parameters = in.getParameters();
        final NetworkPortObjectSpec network = in.getInPortSpec(0);
        final var table = in.getInTableSpec(1);
        ProblemException.inConfigure(() -> {
            final var target = TargetReader.of(parameters, table).known();
            if (network != null) {
                final var spec = replace(network.network(), target.orElse(ANY), List.of(), parameters);
                target.ifPresent(t -> out.setOutSpec(0, new NetworkPortObjectSpec(spec)));
            }
            return null;
        });
        parameters.column(table).flatMap(ColumnChoice::warning).ifPresent(out::setWarningMessage);
    }

    static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws KNIMEException, CanceledExecutionException {
        final ReplaceHeadNodeParameters parameters = in.getParameters();
        final NetworkPortObject network = in.getInPortObject(0);
        final var table = in.getInTable(1);
        final var reader = ProblemException.inExecute(() -> TargetReader.of(parameters, table.getDataTableSpec()));
        final var warnings = new ArrayList<String>();
        parameters.column(table.getDataTableSpec()).flatMap(ColumnChoice::warning).ifPresent(warnings::add);
        final var isPrior = parameters.m_bias == Bias.PRIOR;
        if (isPrior || !reader.isComplete()) {
            final var skipped = read(reader, table, in.getExecutionContext());
            if (skipped > 0 && (isPrior || parameters.isStandardized())) {
                warnings.add(Count.of(skipped, "row") + " of the training table "
                    + Count.verb(skipped, "has", "have") + " no target, and " + Count.verb(skipped, "was", "were")
                    + " skipped.");
            }
        }
        if (!warnings.isEmpty()) {
            out.setWarningMessage(String.join(" ", warnings));
        }
        out.setOutData(0, network.withSpec(ProblemException.inExecute(() -> replace(network.getSpec().network(),
            reader.target(), isPrior ? reader.prior() : List.of(), parameters))));
    }

    private static long read(final TargetReader reader, final BufferedDataTable table, final ExecutionMonitor exec)
        throws KNIMEException, CanceledExecutionException {
        try {
            return reader.readAll(table, exec);
        } catch (ProblemException e) {
            throw e.toKnimeException();
        }
    }

    private static NetworkSpec replace(final NetworkSpec spec, final Target target, final List<Double> prior,
        final ReplaceHeadNodeParameters parameters) throws ProblemException {
        try {
            return HeadReplacer.replace(spec, target, parameters.design(spec, target.classes().size(), prior));
        } catch (EngineException e) {
            throw new ProblemException(Problem.of(e));
        }
    }
}
