// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.Node;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeLogger;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.PortPersistor;
import org.knime.core.node.context.ModifiableNodeCreationConfiguration;
import org.knime.core.node.extension.NodeFactoryProvider;
import org.knime.core.node.missing.MissingNodeFactory;
import org.knime.core.node.workflow.WorkflowPersistor.LoadResult;

/** Stands for the parts of KNIME's classes FileNativeNodeContainerPersistor and FileNodePersistor that read a node. */
final class NodeLoader {

    private final WorkflowManager m_workflow;

    private final File m_folder;

    private final NodeSettingsRO m_settings;

    private final LoadResult m_result;

    private InternalNodeContainerState m_state;

    private NativeNodeContainer m_node;

    NodeLoader(final WorkflowManager workflow, final File settingsFile, final LoadResult result) throws IOException {
        m_workflow = workflow;
        m_folder = settingsFile.getParentFile();
        m_result = result;
        m_settings = WorkflowLoader.read(settingsFile);
    }

    LoadResult getResult() {
        return m_result;
    }

    NativeNodeContainer createNode(final int id, final NodeSettingsRO connections) throws InvalidSettingsException {
        var bundle = NodeBundle.load(m_settings);
        var found = NodeFactoryProvider.getInstance().getNodeFactory(bundle.factory());
        NodeFactory<? extends NodeModel> factory;
        if (found.isPresent()) {
            factory = found.get();
            bundle = bundle.update(factory.getClass(), factory.getNodeName());
        } else {
            m_result.addError(bundle.explainMissing() + " (Unknown factory class \"" + bundle.factory()
                + "\" -- not registered via extension point)");
            factory = new MissingNodeFactory(bundle.nodeName(), bundle.explainMissing(),
                highestPort(connections, "destID", "destPort", id),
                highestPort(connections, "sourceID", "sourcePort", id));
        }
        var configuration = factory instanceof ConfigurableNodeFactory<?> configurable
            ? configurable.createNodeCreationConfig() : new ModifiableNodeCreationConfiguration(null);
        configuration.loadSettingsFrom(m_settings);
        m_node = new NativeNodeContainer(m_workflow, m_workflow.getID().createChild(id),
            new Node(factory, configuration), bundle, m_settings, m_folder.getName());
        loadState();
        loadSettings();
        return m_node;
    }

    private static int highestPort(final NodeSettingsRO connections, final String idKey, final String portKey,
        final int id) throws InvalidSettingsException {
        var highest = 0;
        for (var key : connections.keySet()) {
            var connection = connections.getNodeSettings(key);
            if (connection.getInt(idKey) == id) {
                highest = Math.max(highest, connection.getInt(portKey));
            }
        }
        return highest;
    }

    private void loadState() {
        try {
            m_state = InternalNodeContainerState.valueOf(m_settings.getString("state"));
        } catch (InvalidSettingsException | IllegalArgumentException ex) {
            m_result.addError("Can't restore node's state, fallback to IDLE: " + ex.getMessage());
            m_state = InternalNodeContainerState.IDLE;
        }
        for (var key : new String[]{"internal_node_subsettings", "ports", "filestores"}) {
            if (!m_settings.containsKey(key)) {
                m_result.addError("Config for key \"" + key + "\" not found.");
            }
        }
    }

    /** How serious settings are that cannot be used depends on the node's state, as in KNIME. */
    private void loadSettings() {
        try {
            m_node.setVariableSettings(
                m_settings.containsKey("variables") ? m_settings.getNodeSettings("variables") : null);
            m_node.setModelSettings(m_settings.getNodeSettings("model"));
        } catch (InvalidSettingsException ex) {
            var message = "Loading model settings failed: " + ex.getMessage();
            if (m_state == InternalNodeContainerState.EXECUTED) {
                m_result.addWarning(message);
            } else if (m_state != InternalNodeContainerState.IDLE) {
                m_result.addError(message);
            }
            NodeLogger.getLogger(getClass()).warn(m_node.getNameWithID() + ": " + message);
        }
    }

    void loadFileStores() {
        if (m_settings.containsKey("filestores")) {
            try {
                m_node.setFileStoreHandler(
                    PortPersistor.loadFileStores(m_node.getName(), m_folder, m_settings, m_workflow.getData()));
            } catch (InvalidSettingsException ex) {
                m_result.addError("Unable to load file store handler for node \"" + m_node.getName() + "\": "
                    + ex.getMessage());
            }
        }
    }

    void loadResults(final ExecutionMonitor exec) throws CanceledExecutionException {
        if (m_state != InternalNodeContainerState.EXECUTED) {
            return;
        }
        NodeContext.pushContext(m_node);
        try {
            var objects =
                PortPersistor.loadPorts(m_folder, m_node.getNrOutPorts(), m_settings, m_workflow.getData(), exec);
            if (Arrays.asList(objects).subList(1, objects.length).contains(null)) {
                throw new IOException("the data of an output port is missing");
            }
            var summaries = new String[objects.length];
            for (var i = 1; i < objects.length; i++) {
                summaries[i] = m_settings.getNodeSettings("ports").getNodeSettings("port_" + i)
                    .getString("port_object_summary", objects[i].getSummary());
            }
            m_node.getNode().restore(Arrays.copyOfRange(objects, 1, objects.length),
                Arrays.copyOfRange(summaries, 1, summaries.length));
            m_node.getNode().loadInternals(new File(m_folder, "internal"), exec);
            m_node.setState(InternalNodeContainerState.EXECUTED);
            loadMessage();
        } catch (IOException | InvalidSettingsException ex) {
            m_result.addDataLoadError("Error loading node content: " + ex.getMessage());
            NodeLogger.getLogger(getClass()).warn(m_node.getNameWithID() + ": " + ex.getMessage(), ex);
            m_node.reset();
        } finally {
            NodeContext.removeLastContext();
        }
    }

    private void loadMessage() throws InvalidSettingsException {
        if (m_settings.containsKey("nodecontainer_message")) {
            var message = m_settings.getNodeSettings("nodecontainer_message");
            var resolutions = message.getStringArray("resolutions", (String[])null);
            m_node.setNodeMessage(new NodeMessage(NodeMessage.Type.valueOf(message.getString("type")),
                message.getString("message"), message.getString("issue", null),
                resolutions == null ? null : Arrays.asList(resolutions)));
        }
    }
}
