// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.nodes;

import java.nio.file.Path;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.transferlearning.testing.TestTableNodeFactory;
import org.transferlearning.testing.TestTables;
import org.transferlearning.testing.WorkflowFolder;

/** The beginning of the workflows of these tests: node 1 outputs a table with the texts "a" and "b". */
final class ProbeWorkflow {

    static final DataTableSpec SPEC =
        new DataTableSpec(new DataColumnSpec[]{new DataColumnSpecCreator("text", StringCell.TYPE).createSpec()});

    private ProbeWorkflow() {
    }

    static WorkflowFolder withTable(final Path folder) {
        var workflow = new WorkflowFolder(folder);
        var key = TestTables.register(SPEC, new DefaultRow("Row0", new StringCell("a")),
            new DefaultRow("Row1", new StringCell("b")));
        workflow.addNode(TestTableNodeFactory.class, "Test Table", model -> model.addString("key", key));
        return workflow;
    }

    /** Adds a probe behind node 1. */
    static int addProbe(final WorkflowFolder workflow, final ProbeNodeFactory.Action action) {
        var node =
            workflow.addNode(ProbeNodeFactory.class, "Probe", model -> model.addString("action", action.name()));
        workflow.connect(1, 1, node, 1);
        return node;
    }

    /** Adds a waiting node behind node 1. */
    static int addWaiting(final WorkflowFolder workflow, final WaitingNodeFactory.Wait wait,
        final WaitingNodeFactory.Mode mode) {
        var node = workflow.addNode(WaitingNodeFactory.class, "Waiting", model -> {
            model.addString("key", wait.key());
            model.addString("mode", mode.name());
        });
        workflow.connect(1, 1, node, 1);
        return node;
    }
}
