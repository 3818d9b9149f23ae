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
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.util.FileUtil;

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
            saveNode(node, new File(m_folder, folder), objects.get(node.getID()), exec);
        }
    }

    /** Like KNIME, keeps the folder of a node when a workflow is saved where it was loaded. */
    private String folderName(final NativeNodeContainer node) {
        var isSamePlace =
            m_folder.toPath().toAbsolutePath().normalize().equals(m_workflow.getContextV2().getExecutorInfo()
                .getLocalWorkflowPath());
        return isSamePlace ? node.getFolderName()
            : (node.getName().replaceAll("[*?#:\"<>%~|/\\\\]", "_") + " (#" + node.getID().getIndex() + ")");
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

    private void saveNode(final NativeNodeContainer node, final File folder, final PortObject[] objects,
        final ExecutionMonitor exec) throws IOException, CanceledExecutionException {
        Files.createDirectories(folder.toPath());
        deleteData(folder);
        var isSaveData = m_isSaveData && node.getNodeContainerState().isExecuted();
        var settings = new NodeSettings("settings.xml");
        settings.addString("node_file", "settings.xml");
        settings.addNodeSettings("flow_stack");
        settings.addNodeSettings("internal_node_subsettings").addString("memory_policy", "CacheSmallInMemory");
        node.getModelSettings().copyTo(settings.addNodeSettings("model"));
        if (node.getVariableSettings() != null) {
            node.getVariableSettings().copyTo(settings.addNodeSettings("variables"));
        }
        var state = node.getNodeContainerState().atRest();
        settings.addString("state",
            (state.isExecuted() && !isSaveData ? InternalNodeContainerState.CONFIGURED : state).name());
        saveMessage(node.getNodeMessage(), settings);
        node.getBundle().save(settings);
        settings.addNodeSettings("factory_settings");
        node.getNode().getCreationConfig().saveSettingsTo(settings);
        settings.addString("name", node.getName());
        settings.addBoolean("hasContent", isSaveData);
        settings.addBoolean("isInactive", false);
        NodeContext.pushContext(node);
        try {
            saveData(node, folder, objects, settings, exec);
        } finally {
            NodeContext.removeLastContext();
        }
        for (var key : new String[]{"nodeAnnotation", "customDescription", "view"}) {
            if (node.getLoadedSettings().containsKey(key)) {
                settings.addEntry(((NodeSettings)node.getLoadedSettings()).getEntry(key));
            }
        }
        write(settings, new File(folder, "settings.xml"));
    }

    private static void deleteData(final File folder) {
        for (var file : folder.listFiles()) {
            if (file.isDirectory() && file.getName().matches("port_\\d+|filestore|internal|internalTables")) {
                FileUtil.deleteRecursively(file);
            }
        }
    }

    private void saveData(final NativeNodeContainer node, final File folder, final PortObject[] objects,
        final NodeSettings settings, final ExecutionMonitor exec) throws IOException, CanceledExecutionException {
        var isSaveData = m_isSaveData && node.getNodeContainerState().isExecuted();
        var specs = new PortObjectSpec[objects.length];
        var summaries = new String[objects.length];
        for (var i = 1; i < objects.length; i++) {
            specs[i] = objects[i] == null ? null : objects[i].getSpec();
            summaries[i] = node.getOutPort(i).getPortSummary();
        }
        PortPersistor.savePorts(folder, specs, objects, summaries, settings, exec);
        if (isSaveData) {
            var internal = new File(folder, "internal");
            Files.createDirectories(internal.toPath());
            node.getNode().saveInternals(internal, exec);
        }
        PortPersistor.saveFileStores(isSaveData ? node.getFileStoreHandler() : null, folder, settings);
    }

    private static void saveMessage(final NodeMessage message, final NodeSettings settings) {
        if (message.getMessageType() != NodeMessage.Type.RESET) {
            var entry = settings.addNodeSettings("nodecontainer_message");
            entry.addString("type", message.getMessageType().name());
            entry.addString("message", message.getMessage());
            message.getIssue().ifPresent(issue -> entry.addString("issue", issue));
            if (!message.getResolutions().isEmpty()) {
                entry.addStringArray("resolutions", message.getResolutions().toArray(String[]::new));
            }
        }
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
