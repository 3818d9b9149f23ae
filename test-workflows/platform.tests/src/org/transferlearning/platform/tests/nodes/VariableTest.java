// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.StringValue;
import org.transferlearning.testing.RunningWorkflow;
import org.transferlearning.testing.WorkflowFolder;

/** Settings of a node that variables of the workflow overwrite. */
class VariableTest {

    private static final String PREFIX = "Errors loading flow variables into node : ";

    private static final String OVERWRITING = PREFIX + "Errors overwriting node settings with flow variables: ";

    @TempDir
    private Path m_folder;

    private WorkflowFolder m_workflow;

    private int m_node;

    @BeforeEach
    void makeWorkflow() {
        m_workflow = new WorkflowFolder(m_folder);
        m_node = m_workflow.addNode(PathNodeFactory.class, "Path", model -> {
            model.addString("path", "/stored");
            model.addInt("count", 3);
            model.addBoolean("isQuiet", true);
        });
    }

    @Test
    void aVariableOverwritesASetting() throws IOException {
        m_workflow.variable(m_node, "path", "place");
        m_workflow.workflowVariable("place", m_folder.resolve("file.txt").toString());
        try (var workflow = RunningWorkflow.load(m_workflow.write())) {
            workflow.execute();
            try (var rows = workflow.table(m_node, 1).iterator()) {
                assertEquals(m_folder.resolve("file.txt").toString(),
                    ((StringValue)rows.next().getCell(0)).getStringValue());
            }
            workflow.save();
        }
        var settings = Files.readString(m_folder.resolve("N1/settings.xml"));
        assertTrue(settings.contains("value=\"/stored\""), settings);
        assertTrue(settings.contains("used_variable"), settings);
    }

    @Test
    void aVariableThatDoesNotExistLeavesTheNodeIdle() throws IOException {
        m_workflow.variable(m_node, "path", "nowhere");
        assertIdle(OVERWRITING + "Unknown variable \"nowhere\"");
    }

    @Test
    void textIsNoNumber() throws IOException {
        m_workflow.variable(m_node, "count", "text");
        m_workflow.workflowVariable("text", "4");
        assertIdle(OVERWRITING
            + "Can't evaluate variable \"text\" as xint expression, it is a STRING (\"\"text\" (STRING: 4)\"");
    }

    @Test
    void onlyTrueAndFalseAreTruthValues() throws IOException {
        m_workflow.variable(m_node, "isQuiet", "text");
        m_workflow.workflowVariable("text", "Maybe");
        assertIdle(OVERWRITING
            + "Unable to parse \"maybe\" (variable \"text\") as boolean expression (settings parameter \"isQuiet\")");
    }

    @Test
    void aNodeCanRefuseAValue() throws IOException {
        m_workflow.variable(m_node, "count", "number");
        m_workflow.workflowVariable("number", -1);
        assertIdle(PREFIX + "The count -1 is negative.");
    }

    private void assertIdle(final String message) throws IOException {
        try (var workflow = RunningWorkflow.load(m_workflow.write())) {
            assertEquals("IDLE", workflow.state(m_node));
            assertEquals("WARNING", workflow.messageType(m_node));
            assertEquals(message, workflow.message(m_node));
        }
    }
}
