// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.io.File;
import java.io.IOException;
import java.util.HashSet;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeLogger;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.workflow.BatchOptions.IllegalOptionException;
import org.knime.core.node.workflow.BatchOptions.NodeOption;
import org.knime.core.node.workflow.WorkflowPersistor.LoadResultEntry.LoadResultEntryType;
import org.knime.core.util.FileUtil;

/** Stands for KNIME's class of the same name: loads a workflow, executes it and saves it. */
public final class BatchExecutor {

    /** The workflow was executed. */
    public static final int EXIT_SUCCESS = 0;

    /** The arguments are wrong. */
    public static final int EXIT_ERR_PRESTART = 2;

    /** The workflow could not be loaded. */
    public static final int EXIT_ERR_LOAD = 3;

    /** A node failed or could not be executed, or the result could not be saved. */
    public static final int EXIT_ERR_EXECUTION = 4;

    private static final NodeLogger LOGGER = NodeLogger.getLogger(BatchExecutor.class);

    private final BatchOptions m_options;

    private File m_location;

    private BatchExecutor(final BatchOptions options) {
        m_options = options;
    }

    /**
     * @param args the arguments of the command line
     * @return the exit code
     */
    public static int mainRun(final String... args) {
        if (args.length == 0) {
            System.err.println(BatchOptions.USAGE); // NOSONAR: the user of a command line reads this
            return EXIT_SUCCESS;
        }
        try {
            return new BatchExecutor(BatchOptions.parse(args)).run();
        } catch (IllegalOptionException ex) {
            LOGGER.error(ex.getMessage(), ex);
            return EXIT_ERR_PRESTART;
        }
    }

    private int run() {
        LOGGER.info("===== Executing workflow " + m_options.m_input + " =====");
        var start = System.nanoTime();
        WorkflowManager workflow = null;
        try {
            workflow = load();
            apply(workflow);
            var isSuccess = m_options.m_noExecute || workflow.executeAllAndWaitUntilDone();
            LOGGER.info(String.format("Workflow execution done in %.1f s", (System.nanoTime() - start) / 1e9));
            return save(workflow) && isSuccess ? EXIT_SUCCESS : EXIT_ERR_EXECUTION;
        } catch (IOException | InvalidSettingsException | CanceledExecutionException ex) {
            LOGGER.error("Error while loading the workflow: " + ex.getMessage(), ex);
            return EXIT_ERR_LOAD;
        } catch (IllegalOptionException ex) {
            LOGGER.error("Unknown or wrong option: " + ex.getMessage(), ex);
            return EXIT_ERR_PRESTART;
        } finally {
            if (workflow != null) {
                workflow.getParent().removeProject(workflow.getID());
            }
        }
    }

    private WorkflowManager load() throws IOException, InvalidSettingsException, CanceledExecutionException {
        m_location = m_options.m_input;
        if (m_location.isFile()) {
            m_location = FileUtil.createTempDir("BatchExecutorInput");
            FileUtil.unzip(m_options.m_input, m_location);
        }
        if (!new File(m_location, WorkflowPersistor.WORKFLOW_FILE).exists()) {
            var children = m_location.listFiles(); // a zip file of a workflow has its folder inside
            if (children == null || children.length == 0) {
                throw new IOException("No workflow directory at " + m_location);
            }
            m_location = children[0];
        }
        var result =
            WorkflowManager.loadProject(m_location, new ExecutionMonitor(), new WorkflowLoadHelper(m_location));
        if (m_options.m_failOnLoadError && result.hasErrors()) {
            LOGGER.error(result.getFilteredError("", LoadResultEntryType.Error));
            WorkflowManager.ROOT.removeProject(result.getWorkflowManager().getID());
            throw new IOException("Error(s) during workflow loading. Check log file for details.");
        }
        return result.getWorkflowManager();
    }

    private void apply(final WorkflowManager workflow) throws InvalidSettingsException, IllegalOptionException {
        if (!m_options.m_variables.isEmpty()) {
            var known = new HashSet<String>();
            workflow.getWorkflowVariables().forEach(variable -> known.add(variable.getName()));
            m_options.m_variables.stream().filter(variable -> !known.contains(variable.getName()))
                .forEach(variable -> LOGGER.warn("The workflow variable " + variable
                    + " is potentially unused (not defined in workflow)"));
            workflow.addWorkflowVariables(!m_options.m_reset, m_options.m_variables.toArray(FlowVariable[]::new));
        }
        if (m_options.m_reset) {
            workflow.resetAndConfigureAll();
        }
        for (var option : m_options.m_nodeOptions) {
            apply(option, workflow);
        }
    }

    private static void apply(final NodeOption option, final WorkflowManager workflow)
        throws InvalidSettingsException, IllegalOptionException {
        var id = workflow.getID().createChild(option.node());
        if (workflow.getNodeContainers().stream().noneMatch(node -> node.getID().equals(id))) {
            LOGGER.warn("No node with id [" + option.node() + "] found.");
            return;
        }
        var settings = new NodeSettings("settings");
        workflow.saveNodeSettings(id, settings);
        option.writeTo(settings.getNodeSettings("model"));
        workflow.loadNodeSettings(id, settings);
    }

    private boolean save(final WorkflowManager workflow) {
        if (m_options.m_noSave) {
            return true;
        }
        try {
            if (m_options.m_outputDir != null) {
                workflow.save(m_options.m_outputDir, new ExecutionMonitor(), true);
                LOGGER.info("Saved workflow available at: " + m_options.m_outputDir.getAbsolutePath());
            } else {
                workflow.save(m_location, new ExecutionMonitor(), true);
                if (m_options.m_input.isFile()) {
                    FileUtil.zipDir(m_options.m_input, m_location);
                }
                LOGGER.info("Saved workflow available at: " + m_options.m_input.getAbsolutePath());
            }
            return true;
        } catch (IOException | CanceledExecutionException ex) {
            LOGGER.error("Error while saving the workflow: " + ex.getMessage(), ex);
            return false;
        }
    }
}
