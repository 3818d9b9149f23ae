// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.head;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.transferlearning.engine.EngineException;
import org.transferlearning.engine.HeadDesign;
import org.transferlearning.engine.HeadReplacer;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.engine.Target;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.nodes.port.NetworkPortObjectSpec;
import org.transferlearning.nodes.util.Count;
import org.transferlearning.nodes.util.Problem;
import org.transferlearning.nodes.util.ProblemException;
import org.transferlearning.nodes.util.TargetColumn;

/** What Replace Head does: it changes the specification only. */
final class ReplaceHeadNodeModel {

    private ReplaceHeadNodeModel() {
    }

    static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        final ReplaceHeadNodeParameters parameters = in.getParameters();
        final NetworkPortObjectSpec network = in.getInPortSpec(0);
        final var table = in.getInTableSpec(1);
        final var spec = ProblemException.inConfigure(() -> {
            final var classes = knownClasses(table, parameters.m_target);
            return classes.isEmpty() || network == null ? null
                : replace(network.network(), classes.get(), parameters);
        });
        if (spec != null) {
            out.setOutSpec(0, new NetworkPortObjectSpec(spec));
        } // else the rows decide: the port has no specification before execute
    }

    static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws KNIMEException, CanceledExecutionException {
        final ReplaceHeadNodeParameters parameters = in.getParameters();
        final NetworkPortObject network = in.getInPortObject(0);
        final var table = in.getInTable(1);
        final var known =
            ProblemException.inExecute(() -> knownClasses(table.getDataTableSpec(), parameters.m_target));
        final var classes = known.isPresent() ? known.get() : readClasses(table, parameters, in.getExecutionContext());
        out.setOutData(0, network.withSpec(
            ProblemException.inExecute(() -> replace(network.getSpec().network(), classes, parameters))));
    }

    private static Optional<List<String>> knownClasses(final DataTableSpec table, final String target)
        throws ProblemException {
        return TargetColumn.knownClasses(table.getColumnSpec(TargetColumn.find(table, target)));
    }

    private static List<String> readClasses(final BufferedDataTable table, final ReplaceHeadNodeParameters parameters,
        final ExecutionMonitor exec) throws CanceledExecutionException {
        final var column = table.getDataTableSpec().findColumnIndex(parameters.m_target);
        final var classes = new TreeSet<String>();
        var row = 0L;
        try (var rows = table.iterator()) {
            // one class too many is enough to know that there are too many
            while (rows.hasNext() && classes.size() <= HeadReplacer.MAX_CLASSES) {
                exec.checkCanceled();
                exec.setProgress((double)row++ / table.size(), "Collecting the classes");
                final DataRow next = rows.next();
                if (!next.getCell(column).isMissing()) {
                    classes.add(next.getCell(column).toString());
                }
            }
        }
        return new ArrayList<>(classes);
    }

    private static NetworkSpec replace(final NetworkSpec spec, final List<String> classes,
        final ReplaceHeadNodeParameters parameters) throws ProblemException {
        check(classes, parameters.m_target);
        try {
            return HeadReplacer.replace(spec, Target.classes(classes, parameters.m_target),
                new HeadDesign(parameters.m_seed));
        } catch (EngineException e) {
            throw new ProblemException(Problem.of(e));
        }
    }

    private static void check(final List<String> classes, final String target) throws ProblemException {
        if (classes.isEmpty()) {
            throw new ProblemException("The target column \"" + target + "\" has no values.",
                "Choose another target column, or provide a table with labeled images.");
        }
        if (classes.size() == 1) {
            throw new ProblemException("The target column \"" + target + "\" has only one class, \"" + classes.get(0)
                + "\".", "Choose another target column, or add images of a second class.");
        }
        if (classes.size() > HeadReplacer.MAX_CLASSES) {
            throw new ProblemException("The target column \"" + target + "\" has more than "
                + Count.of(HeadReplacer.MAX_CLASSES, "class") + ".",
                "Choose another target column: one with so many values usually identifies the rows.");
        }
    }
}
