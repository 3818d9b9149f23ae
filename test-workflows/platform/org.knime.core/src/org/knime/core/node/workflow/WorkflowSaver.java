// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.PortPersistor;
import org.knime.core.node.port.PortObject;

/** Stands for the part of KNIME's class FileWorkflowPersistor that writes a workflow folder. */
final class WorkflowSaver {

    private static final String CREATED_BY = "5.8.0";

    private static final String FORMAT_VERSION = "5.1.0";

    private final WorkflowManager m_workflow;

    private final File m_folder;

    private final boolean m_isSaveData;

    WorkflowSaver(final WorkflowManager workflow, final File folder, final boolean isSaveData) {
        m_workflow = workflow;
        m_folder = folder;
        m_isSaveData = isSaveData;
    }

    void save(final ExecutionMonitor exec) throws IOException, CanceledExecutionException {
        Files.createDirectories(m_folder.toPath());
        var objects = new HashMap<NodeID, PortObject[]>();
        for (var node : m_workflow.nodes()) { // before anything is deleted that is still needed
            objects.put(node.getID(), outputs(node));
            PortPersistor.ensureLoaded(objects.get(node.getID()), node.getFileStoreHandler());
        }
        var settings = new NodeSettings(WorkflowPersistor.WORKFLOW_FILE);
        settings.addString("created_by", CREATED_BY);
        settings.addBoolean("created_by_nightly", false);
        settings.addString("version", FORMAT_VERSION);
        settings.addString("state", m_workflow.getNodeContainerState().atRest().name());
        saveVariables(settings);
        settings.addNodeSettings("workflow_credentials");
        saveNodes(settings, objects, exec);
        saveConnections(settings);
        copyIfAbsent(settings, m_workflow.getLoadedSettings());
        write(settings, new File(m_folder, WorkflowPersistor.WORKFLOW_FILE));
        m_workflow.getMetadata().toXML(m_folder.toPath().resolve(WorkflowPersistor.WORKFLOW_METADATA_FILE_NAME));
        if (m_isSaveData) {
            Files.writeString(m_folder.toPath().resolve(WorkflowPersistor.SAVED_WITH_DATA_FILE),
                "This file tells that the workflow was saved with its data.\n", StandardCharsets.UTF_8);
        }
    }

    static void write(final NodeSettings settings, final File file) throws IOException {
        try (var out = new BufferedOutputStream(new FileOutputStream(file))) {
            settings.saveToXML(out);
        }
    }

    private void saveVariables(final NodeSettings settings) {
        if (!m_workflow.getWorkflowVariables().isEmpty()) {
            var variables = settings.addNodeSettings("workflow_variables");
            var i = 0;
            for (var variable : m_workflow.getWorkflowVariables()) {
                variable.save(variables.addNodeSettings("Var_" + i++));
            }
        }
    }

    private void saveNodes(final NodeSettings settings, final Map<NodeID, PortObject[]> objects,
        final ExecutionMonitor exec) throws IOException, CanceledExecutionException {
        var nodes = settings.addNodeSettings("nodes");
        for (var node : m_workflow.nodes()) {
            var id = node.getID().getIndex();
            var folder = folderName(node);
            var entry = nodes.addNodeSettings("node_" + id);
            entry.addInt("id", id);
            entry.addString("node_settings_file", folder + "/settings.xml");
            entry.addBoolean("node_is_meta", false);
            entry.addString("node_type", "NativeNode");
            copyIfAbsent(entry, m_workflow.getLoadedSettings(), "nodes", "node_" + id);
            new NodeSaver(node, new File(m_folder, folder), m_isSaveData).save(objects.get(node.getID()), exec);
        }
    }

    /**
     * Like KNIME, keeps the folder of a node when a workflow is saved where it was loaded, and else names it by the
     * letters and digits of the node's name.
     */
    private String folderName(final NativeNodeContainer node) {
        var isSamePlace =
            m_folder.toPath().toAbsolutePath().normalize().equals(m_workflow.getContextV2().getExecutorInfo()
                .getLocalWorkflowPath());
        return isSamePlace ? node.getFolderName()
            : (node.getName().replaceAll("[^a-zA-Z0-9 ]", "_") + " (#" + node.getID().getIndex() + ")");
    }

    /** Keeps what a file had when it was loaded, and what is not understood here: authors, positions, notes. */
    private static void copyIfAbsent(final NodeSettings settings, final NodeSettingsRO loaded, final String... path) {
        var source = loaded;
        try {
            for (var key : path) {
                source = source.getNodeSettings(key);
            }
        } catch (InvalidSettingsException ex) { // NOSONAR: then there is nothing to keep
            return;
        }
        var target = new NodeSettings(settings.getKey());
        source.copyTo(target);
        for (var key : target.keySet()) {
            if (!settings.containsKey(key)) {
                settings.addEntry(target.getEntry(key));
            }
        }
    }

    private PortObject[] outputs(final NativeNodeContainer node) {
        var objects = new PortObject[node.getNrOutPorts()];
        for (var i = 1; i < objects.length; i++) {
            objects[i] = m_isSaveData ? node.getOutPort(i).getPortObject() : null;
        }
        return objects;
    }

    private void saveConnections(final NodeSettings settings) {
        var connections = settings.addNodeSettings("connections");
        var i = 0;
        for (var connection : m_workflow.getConnectionContainers()) {
            var entry = connections.addNodeSettings("connection_" + i++);
            entry.addInt("sourceID", connection.getSource().getIndex());
            entry.addInt("destID", connection.getDest().getIndex());
            entry.addInt("sourcePort", connection.getSourcePort());
            entry.addInt("destPort", connection.getDestPort());
        }
    }
}
