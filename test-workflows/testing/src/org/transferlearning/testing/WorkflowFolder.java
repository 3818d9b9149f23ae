// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.testing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortType;
import org.osgi.framework.FrameworkUtil;

/**
 * Writes a workflow folder with no more than KNIME needs to load it without errors. Nodes are numbered from 1; port 0
 * is the implicit flow-variable port, so the first declared port is 1.
 */
public final class WorkflowFolder {

    private final Path m_folder;

    private final Map<Integer, NodeSettings> m_nodes = new LinkedHashMap<>();

    private final List<int[]> m_connections = new ArrayList<>();

    private final Map<String, Object> m_variables = new LinkedHashMap<>();

    /** @param dir the folder, which need not exist */
    public WorkflowFolder(final Path dir) {
        m_folder = dir;
    }

    /**
     * Adds a node.
     *
     * @param factory the factory, registered in its bundle's plugin.xml
     * @param nodeName the node's name
     * @param model writes the settings of the model
     * @return the number of the node
     */
    public int addNode(final Class<? extends NodeFactory<?>> factory, final String nodeName,
        final Consumer<NodeSettingsWO> model) {
        var bundle = FrameworkUtil.getBundle(factory);
        return addNode(factory.getName(), nodeName, bundle.getSymbolicName(), model);
    }

    /** Adds a node whose factory need not exist. */
    public int addNode(final String factory, final String nodeName, final String bundle,
        final Consumer<NodeSettingsWO> model) {
        var settings = new NodeSettings("settings.xml");
        settings.addString("factory", factory);
        settings.addString("node-name", nodeName);
        settings.addString("node-bundle-name", bundle);
        settings.addString("node-bundle-symbolic-name", bundle);
        settings.addString("node-bundle-vendor", "Test");
        settings.addString("state", "IDLE");
        settings.addBoolean("hasContent", false);
        settings.addNodeSettings("flow_stack");
        model.accept(settings.addNodeSettings("model"));
        settings.addNodeSettings("internal_node_subsettings");
        settings.addNodeSettings("ports");
        var fileStores = settings.addNodeSettings("filestores");
        fileStores.addString("file_store_location", null);
        fileStores.addString("file_store_id", null);
        var id = m_nodes.size() + 1;
        m_nodes.put(id, settings);
        return id;
    }

    /** Adds an optional port to a node. */
    public void addPort(final int node, final String portGroup, final PortType type) {
        type.save(child(child(m_nodes.get(node), "node_creation_config"), portGroup).addNodeSettings("port_0"));
    }

    /** Connects an output port with an input port. */
    public void connect(final int source, final int sourcePort, final int dest, final int destPort) {
        m_connections.add(new int[]{source, sourcePort, dest, destPort});
    }

    /**
     * Overwrites a setting of a node by a workflow variable.
     *
     * @param settingsKey the key of the setting; keys of nested settings are separated by slashes
     */
    public void variable(final int node, final String settingsKey, final String variableName) {
        var variables = child(m_nodes.get(node), "variables");
        variables.addString("version", "V_2019_09_13");
        var settings = child(variables, "tree");
        for (var key : settingsKey.split("/")) {
            settings = child(settings, key);
        }
        settings.addString("used_variable", variableName);
        settings.addString("exposed_variable", null);
    }

    /** Defines a text variable of the workflow. */
    public void workflowVariable(final String name, final String value) {
        m_variables.put(name, value);
    }

    /** Defines a variable of the workflow that is a whole number. */
    public void workflowVariable(final String name, final int value) {
        m_variables.put(name, value);
    }

    private static NodeSettings child(final NodeSettings settings, final String key) {
        try {
            return settings.containsKey(key) ? settings.getNodeSettings(key)
                : (NodeSettings)settings.addNodeSettings(key);
        } catch (InvalidSettingsException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /**
     * Writes the folder.
     *
     * @return the folder
     */
    public Path write() throws IOException {
        var workflow = new NodeSettings("workflow.knime");
        workflow.addString("created_by", "5.8.2");
        workflow.addString("version", "5.1.0");
        workflow.addString("name", null);
        workflow.addString("state", "IDLE");
        workflow.addNodeSettings("workflow_credentials");
        writeVariables(workflow);
        var nodes = workflow.addNodeSettings("nodes");
        for (var entry : m_nodes.entrySet()) {
            var node = nodes.addNodeSettings("node_" + entry.getKey());
            node.addInt("id", entry.getKey());
            node.addString("node_settings_file", "N" + entry.getKey() + "/settings.xml");
            node.addBoolean("node_is_meta", false);
            node.addString("node_type", "NativeNode");
            write(entry.getValue(), m_folder.resolve("N" + entry.getKey()).resolve("settings.xml"));
        }
        var connections = workflow.addNodeSettings("connections");
        for (var i = 0; i < m_connections.size(); i++) {
            var connection = connections.addNodeSettings("connection_" + i);
            connection.addInt("sourceID", m_connections.get(i)[0]);
            connection.addInt("sourcePort", m_connections.get(i)[1]);
            connection.addInt("destID", m_connections.get(i)[2]);
            connection.addInt("destPort", m_connections.get(i)[3]);
        }
        write(workflow, m_folder.resolve("workflow.knime"));
        return m_folder;
    }

    private void writeVariables(final NodeSettings workflow) {
        if (!m_variables.isEmpty()) {
            var variables = workflow.addNodeSettings("workflow_variables");
            var i = 0;
            for (var entry : m_variables.entrySet()) {
                var variable = variables.addNodeSettings("Var_" + i++);
                variable.addString("name", entry.getKey());
                if (entry.getValue() instanceof Integer number) {
                    variable.addString("class", "INTEGER");
                    variable.addInt("value", number);
                } else {
                    variable.addString("class", "STRING");
                    variable.addString("value", (String)entry.getValue());
                }
            }
        }
    }

    private static void write(final NodeSettings settings, final Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            settings.saveToXML(out);
        }
    }
}
