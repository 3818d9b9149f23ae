// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.check;

import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.transferlearning.engine.Count;
import org.transferlearning.engine.process.WorkerInstallation;
import org.transferlearning.nodes.util.EngineCall;

/** What Transfer Learning System Check does. */
final class SystemCheckNodeModel {

    private static final DataTableSpec SPEC = new DataTableSpec("System Check", column("Group"), column("Check"),
        column("Finding"), column("Status"), column("Note"));

    private SystemCheckNodeModel() {
    }

    private static DataColumnSpec column(final String name) {
        return new DataColumnSpecCreator(name, StringCell.TYPE).createSpec();
    }

    static void configure(final ConfigureInput in, final ConfigureOutput out) {
        out.setOutSpec(0, SPEC);
    }

    static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        final SystemCheckNodeParameters parameters = in.getParameters();
        final var exec = in.getExecutionContext();
        final var check = new SystemCheck(WorkerInstallation::fromBundles,
            parameters.m_device.device(parameters.m_gpu));
        final var findings = EngineCall.run(exec, check::run);
        final var problems = findings.stream().filter(f -> f.status() == Finding.Status.PROBLEM).toList();
        if (!problems.isEmpty()) {
            out.setWarningMessage(Count.of(problems.size(), "check") + " found a problem; the first is \""
                + problems.get(0).id() + "\": " + problems.get(0).note());
        }
        out.setOutData(0, table(findings, exec));
    }

    private static BufferedDataTable table(final List<Finding> findings, final ExecutionContext exec) {
        final var container = exec.createDataContainer(SPEC);
        for (final var finding : findings) {
            container.addRowToTable(new DefaultRow(finding.id(), cell(finding.group()), cell(finding.check()),
                cell(finding.value()), cell(finding.status().text()), cell(finding.note())));
        }
        container.close();
        return container.getTable();
    }

    private static DataCell cell(final String text) {
        return text == null ? DataType.getMissingCell() : new StringCell(text);
    }
}
