// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeLogger;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.workflow.WorkflowPersistor.LoadResult;
import org.knime.core.node.workflow.WorkflowPersistor.LoadResultEntry.LoadResultEntryType;
import org.knime.core.node.workflow.WorkflowPersistor.WorkflowLoadResult;

/** Stands for the part of KNIME's class FileWorkflowPersistor that reads a workflow folder. */
final class WorkflowLoader {

    private final WorkflowManager m_workflow;

    private final File m_folder;

    private final WorkflowLoadResult m_result;

    WorkflowLoader(final WorkflowManager workflow, final File folder) {
        m_workflow = workflow;
        m_folder = folder;
        m_result = new WorkflowLoadResult(folder.getName());
    }

    static NodeSettingsRO read(final File file) throws IOException {
        try (var in = new BufferedInputStream(new FileInputStream(file))) {
            return NodeSettings.loadFromXML(in);
        }
    }

    WorkflowLoadResult load(final ExecutionMonitor exec)
        throws IOException, InvalidSettingsException, CanceledExecutionException {
        var file = new File(m_folder, WorkflowPersistor.WORKFLOW_FILE);
        if (!file.isFile()) {
            throw new IOException("No \"" + WorkflowPersistor.WORKFLOW_FILE + "\" file in directory \""
                + m_folder.getAbsolutePath() + "\"");
        }
        var settings = read(file);
        settings.getString("version");
        m_workflow.setLoadedSettings(settings);
        var metadata = m_folder.toPath().resolve(WorkflowPersistor.WORKFLOW_METADATA_FILE_NAME);
        if (Files.isReadable(metadata)) {
            m_workflow.setMetadata(WorkflowMetadata.fromXML(metadata));
        }
        if (!settings.containsKey("workflow_credentials")) {
            m_result.addError("Unable to load credentials: Config for key \"workflow_credentials\" not found.");
        }
        if (settings.containsKey("workflow_variables")) {
            var variables = settings.getNodeSettings("workflow_variables");
            for (var key : variables.keySet()) {
                m_workflow.add(FlowVariable.load(variables.getNodeSettings(key)));
            }
        }
        var connections = settings.getNodeSettings("connections");
        var loaders = createNodes(settings.getNodeSettings("nodes"), connections);
        addConnections(connections);
        for (var loader : loaders.values()) {
            loader.loadFileStores();
        }
        for (var loader : loaders.values()) {
            loader.loadResults(exec);
            m_result.addChildError(loader.getResult());
        }
        m_workflow.configureAll();
        m_result.setWorkflowManager(m_workflow);
        NodeLogger.getLogger(getClass()).debug(m_result.getFilteredError("", LoadResultEntryType.Warning));
        return m_result;
    }

    private Map<Integer, NodeLoader> createNodes(final NodeSettingsRO nodes, final NodeSettingsRO connections)
        throws InvalidSettingsException {
        var loaders = new LinkedHashMap<Integer, NodeLoader>();
        for (var key : nodes.keySet()) {
            var entry = nodes.getNodeSettings(key);
            var id = entry.getInt("id");
            var result = new LoadResult("Node " + id);
            try {
                if (!"NativeNode".equals(entry.getString("node_type"))) {
                    throw new InvalidSettingsException("Unknown node type: " + entry.getString("node_type"));
                }
                var file = new File(m_folder, entry.getString("node_settings_file"));
                var loader = new NodeLoader(m_workflow, file, result);
                m_workflow.add(loader.createNode(id, connections));
                loaders.put(id, loader);
            } catch (InvalidSettingsException | IOException ex) {
                m_result.addError("Unable to load node with ID suffix " + id + ", skipping it: " + ex.getMessage());
            }
        }
        return loaders;
    }

    private void addConnections(final NodeSettingsRO connections) throws InvalidSettingsException {
        for (var key : connections.keySet()) {
            var entry = connections.getNodeSettings(key);
            var source = m_workflow.getID().createChild(entry.getInt("sourceID"));
            var dest = m_workflow.getID().createChild(entry.getInt("destID"));
            var connection =
                new ConnectionContainer(source, entry.getInt("sourcePort"), dest, entry.getInt("destPort"));
            try {
                if (connection.getSourcePort() >= m_workflow.getNodeContainer(source).getNrOutPorts()
                    || connection.getDestPort() >= m_workflow.getNodeContainer(dest).getNrInPorts()) {
                    throw new IllegalArgumentException("no such port");
                }
                m_workflow.add(connection);
            } catch (IllegalArgumentException ex) {
                m_result.addError("Unable to insert connection \"" + connection + "\": " + ex.getMessage());
            }
        }
    }
}
