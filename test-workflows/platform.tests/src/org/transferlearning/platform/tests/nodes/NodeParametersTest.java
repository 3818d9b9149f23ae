// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.StringValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.webui.node.dialog.defaultdialog.NodeParametersUtil;
import org.transferlearning.platform.tests.nodes.EverySettingNodeFactory.Choice;
import org.transferlearning.platform.tests.nodes.EverySettingNodeFactory.Parameters;
import org.transferlearning.testing.RunningWorkflow;
import org.transferlearning.testing.WorkflowFolder;

/** How the settings of a node are stored, and what happens when they cannot be read. */
class NodeParametersTest {

    /** The constructor that sees the inputs makes the first text; the others are the defaults of the fields. */
    private static final String DEFAULTS =
        "from 0 inputs 1 2 0.5 true a+b FIRST Optional.empty inside x 7 SECOND";

    private static final String STORED = "hello 3 4 0.25 false c SECOND Optional[5] nested y 7 FIRST";

    @TempDir
    Path m_folder;

    private static void writeAll(final NodeSettingsWO model) {
        model.addString("text", "hello");
        model.addInt("count", 3);
        model.addLong("seed", 4);
        model.addDouble("rate", 0.25);
        model.addBoolean("isOn", false);
        model.addStringArray("names", "c");
        model.addString("choice", "SECOND");
        model.addInt("limit", 5);
        model.addBoolean("limit_is_present", true);
        model.addNodeSettings("group").addString("inner", "nested");
        model.addString("renamed", "y");
        model.addString("lower", "first");
    }

    private String run(final Consumer<NodeSettingsWO> model) throws IOException {
        var workflow = new WorkflowFolder(m_folder);
        workflow.addNode(EverySettingNodeFactory.class, "Every Setting", model);
        try (var running = RunningWorkflow.load(workflow.write())) {
            running.execute();
            if (!running.isExecuted(1)) {
                return running.message(1);
            }
            try (var rows = running.table(1, 1).iterator()) {
                return ((StringValue)rows.next().getCell(0)).getStringValue();
            }
        }
    }

    @Test
    void eachFieldIsReadFromTheKeyThatIsItsName() throws IOException {
        assertEquals(STORED, run(NodeParametersTest::writeAll));
    }

    @Test
    void aKeyThatIsMissingMakesTheNodeUseItsDefaults() throws IOException {
        assertEquals(DEFAULTS, run(model -> model.addString("text", "all others are missing")));
    }

    @Test
    void valuesThatAreRefusedMakeTheNodeUseItsDefaults() throws IOException {
        assertEquals(DEFAULTS, run(model -> {
            writeAll(model);
            model.addInt("count", -1);
        }));
    }

    @Test
    void aConstantThatIsUnknownMakesTheNodeUseItsDefaults() throws IOException {
        assertEquals(DEFAULTS, run(model -> {
            writeAll(model);
            model.addString("choice", "THIRD");
        }));
    }

    @Test
    void settingsAreWrittenAsKnimeWritesThem() throws InvalidSettingsException {
        var parameters = new Parameters();
        parameters.m_choice = Choice.SECOND;
        var settings = new NodeSettings("model");
        NodeParametersUtil.saveSettings(Parameters.class, parameters, settings);
        assertEquals("default", settings.getString("text"));
        assertEquals(1, settings.getInt("count"));
        assertEquals(2L, settings.getLong("seed"));
        assertEquals(0.5, settings.getDouble("rate"));
        assertTrue(settings.getBoolean("isOn"));
        assertEquals(2, settings.getNodeSettings("names").getInt("array-size"));
        assertEquals("b", settings.getNodeSettings("names").getString("1"));
        assertEquals("SECOND", settings.getString("choice"));
        assertEquals(0, settings.getInt("limit"));
        assertFalse(settings.getBoolean("limit_is_present"));
        assertEquals("inside", settings.getNodeSettings("group").getString("inner"));
        assertEquals("x", settings.getString("renamed"));
        assertEquals(7, settings.getInt("newer"));
        assertEquals("second", settings.getString("lower"));
        assertEquals(13, settings.keySet().size());
    }

    @Test
    void whatWasWrittenIsReadAgain() throws InvalidSettingsException {
        var parameters = new Parameters();
        parameters.m_text = null;
        parameters.m_limit = Optional.of(9);
        var settings = new NodeSettings("model");
        NodeParametersUtil.saveSettings(Parameters.class, parameters, settings);
        var copy = NodeParametersUtil.loadSettings(settings, Parameters.class);
        assertEquals(parameters.toString(), copy.toString());
    }
}
