// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.IntValue;
import org.knime.core.data.StringValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.transferlearning.platform.tests.nodes.ProbeNodeFactory.Action;
import org.transferlearning.testing.RunningWorkflow;
import org.transferlearning.testing.WorkflowFolder;

/** Loading, executing and saving workflow folders. */
class WorkflowTest {

    @TempDir
    Path m_folder;

    private static String text(final BufferedDataTable table, final int row) {
        try (var rows = table.iterator()) {
            for (var i = 0; i < row; i++) {
                rows.next();
            }
            return ((StringValue)rows.next().getCell(0)).getStringValue();
        }
    }

    private static NodeSettingsRO read(final Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return NodeSettings.loadFromXML(in);
        }
    }

    @Test
    void aMinimalFolderLoadsWithoutErrors() throws IOException {
        var folder = ProbeWorkflow.withTable(m_folder);
        ProbeWorkflow.addProbe(folder, Action.PASS);
        try (var workflow = RunningWorkflow.load(folder.write())) {
            assertEquals("", workflow.loadErrors());
            assertTrue(workflow.isConfigured(1));
            assertTrue(workflow.isConfigured(2));
            assertEquals(ProbeWorkflow.SPEC, workflow.outputSpec(2, 1));
        }
    }

    @Test
    void aNodeThatIsNotRegisteredIsMissing() throws IOException {
        var folder = ProbeWorkflow.withTable(m_folder);
        var missing = folder.addNode("org.example.GoneNodeFactory", "Gone", "org.example", model -> {
            // no settings
        });
        folder.connect(1, 1, missing, 1);
        try (var workflow = RunningWorkflow.load(folder.write())) {
            assertTrue(workflow.loadErrors().contains("org.example"), workflow.loadErrors());
            workflow.execute();
            assertTrue(workflow.isExecuted(1));
            assertFalse(workflow.isExecuted(missing));
            assertTrue(workflow.message(missing).startsWith("Node can't be executed"), workflow.message(missing));
        }
    }

    @Test
    void anExecutedWorkflowIsLoadedExecuted() throws IOException {
        var folder = ProbeWorkflow.withTable(m_folder);
        ProbeWorkflow.addProbe(folder, Action.WARN);
        ProbeWorkflow.addProbe(folder, Action.KNIME_EXCEPTION);
        try (var workflow = RunningWorkflow.load(folder.write())) {
            workflow.execute();
            workflow.save();
        }
        assertTrue(Files.exists(m_folder.resolve(".savedWithData")));
        try (var workflow = RunningWorkflow.load(m_folder)) {
            assertEquals("", workflow.loadErrors());
            assertTrue(workflow.isExecuted(1));
            assertTrue(workflow.isExecuted(2));
            assertEquals("WARNING", workflow.messageType(2));
            assertEquals("1 row was skipped.", workflow.message(2));
            assertEquals(2, workflow.table(2, 1).size());
            assertEquals("b", text(workflow.table(2, 1), 1));
            assertEquals(ProbeWorkflow.SPEC.getColumnSpec(0).getName(),
                workflow.table(2, 1).getDataTableSpec().getColumnSpec(0).getName());
            assertFalse(workflow.isExecuted(3));
        }
    }

    @Test
    void aSavedWorkflowCanBeSavedAgain() throws IOException {
        var folder = ProbeWorkflow.withTable(m_folder);
        ProbeWorkflow.addProbe(folder, Action.PASS);
        try (var workflow = RunningWorkflow.load(folder.write())) {
            workflow.execute();
            workflow.save();
        }
        try (var workflow = RunningWorkflow.load(m_folder)) {
            workflow.reset(2);
            workflow.save();
        }
        try (var workflow = RunningWorkflow.load(m_folder)) {
            assertTrue(workflow.isExecuted(1));
            assertTrue(workflow.isConfigured(2));
            assertEquals("a", text(workflow.table(1, 1), 0));
        }
    }

    @Test
    void aSavedNodeTellsItsStateAndPorts() throws Exception {
        try (var workflow = RunningWorkflow.load(ProbeWorkflow.withTable(m_folder).write())) {
            workflow.execute();
            workflow.save();
        }
        var workflow = read(m_folder.resolve("workflow.knime"));
        assertEquals("5.1.0", workflow.getString("version"));
        var file = workflow.getNodeSettings("nodes").getNodeSettings("node_1").getString("node_settings_file");
        var node = read(m_folder.resolve(file));
        assertEquals("EXECUTED", node.getString("state"));
        assertEquals("Test Table", node.getString("node-name"));
        assertEquals("org.transferlearning.testing", node.getString("node-bundle-symbolic-name"));
        assertTrue(node.getBoolean("hasContent"));
        assertTrue(node.getNodeSettings("model").containsKey("key"));
        var port = node.getNodeSettings("ports").getNodeSettings("port_1");
        assertEquals(1, port.getInt("index"));
        assertEquals("org.knime.core.data.DataTableSpec", port.getString("port_spec_class"));
        assertEquals("org.knime.core.node.BufferedDataTable", port.getString("port_object_class"));
        assertEquals("Rows: 2, Cols: 1", port.getString("port_object_summary"));
        var folder = m_folder.resolve(file).getParent().resolve(port.getString("port_dir_location"));
        assertTrue(Files.isRegularFile(folder.resolve("spec.xml")));
        assertTrue(Files.isRegularFile(folder.resolve("data.xml")));
    }

    private String resolve(final String path) throws IOException {
        var folder = new WorkflowFolder(m_folder.resolve("The Workflow"));
        folder.addNode(PathNodeFactory.class, "Path", model -> model.addString("path", path));
        try (var workflow = RunningWorkflow.load(folder.write())) {
            workflow.execute();
            return text(workflow.table(1, 1), 0);
        }
    }

    @Test
    void aUrlIsResolvedInTheWorkflow() throws IOException {
        assertEquals(m_folder.resolve("The Workflow/data/a b.pt"),
            Path.of(resolve("knime://knime.workflow/data/a b.pt")));
    }

    @Test
    void aUrlMustNotLeaveAWorkflowThatIsInNoSpace() throws IOException {
        var folder = new WorkflowFolder(m_folder.resolve("The Workflow"));
        folder.addNode(PathNodeFactory.class, "Path", model -> model.addString("path", "knime://knime.workflow/../x"));
        try (var workflow = RunningWorkflow.load(folder.write())) {
            workflow.execute();
            assertTrue(workflow.message(1).contains("outside the workflow"), workflow.message(1));
        }
    }

    @Test
    void aUrlMayLeadToAnotherWorkflowOfTheSpace() throws IOException {
        var folder = new WorkflowFolder(m_folder.resolve("space/The Workflow"));
        folder.addNode(PathNodeFactory.class, "Path",
            model -> model.addString("path", "knime://knime.workflow/../Other/data"));
        folder.addNode(PathNodeFactory.class, "Path",
            model -> model.addString("path", "knime://knime.workflow/../../x"));
        try (var workflow = RunningWorkflow.loadInSpace(folder.write(), m_folder.resolve("space"))) {
            workflow.execute();
            assertEquals(m_folder.resolve("space/Other/data"), Path.of(text(workflow.table(1, 1), 0)));
            assertTrue(workflow.message(2).contains("Leaving the mount point"), workflow.message(2));
        }
    }

    @Test
    void aPathStaysAPath() throws IOException {
        assertEquals(m_folder.resolve("a b.pt"), Path.of(resolve(m_folder.resolve("a b.pt").toString())));
    }

    @Test
    void anOptionalPortIsThereOnlyIfItWasAdded() throws IOException {
        var folder = ProbeWorkflow.withTable(m_folder);
        var without = folder.addNode(OptionalInputNodeFactory.class, "Optional Input", model -> {
            // no settings
        });
        var with = folder.addNode(OptionalInputNodeFactory.class, "Optional Input", model -> {
            // no settings
        });
        folder.addPort(with, "Second", BufferedDataTable.TYPE);
        folder.connect(1, 1, without, 1);
        folder.connect(1, 1, with, 1);
        folder.connect(1, 1, with, 2);
        try (var workflow = RunningWorkflow.load(folder.write())) {
            assertEquals("", workflow.loadErrors());
            workflow.execute();
            assertEquals(1, inputs(workflow.table(without, 1)));
            assertEquals(2, inputs(workflow.table(with, 1)));
            workflow.save();
        }
        try (var workflow = RunningWorkflow.load(m_folder)) {
            workflow.reset(1);
            workflow.execute();
            assertEquals(2, inputs(workflow.table(with, 1)));
        }
    }

    private static int inputs(final BufferedDataTable table) {
        try (var rows = table.iterator()) {
            return ((IntValue)rows.next().getCell(0)).getIntValue();
        }
    }

    @Test
    void aNodeWithoutItsInputIsNotExecuted() throws IOException {
        var folder = new WorkflowFolder(m_folder);
        var node = folder.addNode(ProbeNodeFactory.class, "Probe", model -> model.addString("action", "PASS"));
        try (var workflow = RunningWorkflow.load(folder.write())) {
            assertEquals("IDLE", workflow.state(node));
            workflow.execute();
            assertEquals("IDLE", workflow.state(node));
        }
    }
}
