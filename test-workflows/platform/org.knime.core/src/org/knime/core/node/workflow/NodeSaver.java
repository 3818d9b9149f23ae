// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.PortPersistor;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.util.FileUtil;

/** Stands for the parts of KNIME's classes FileNativeNodeContainerPersistor and FileNodePersistor that write a node. */
final class NodeSaver {

    private final NativeNodeContainer m_node;

    private final File m_folder;

    private final boolean m_isSaveData;

    NodeSaver(final NativeNodeContainer node, final File folder, final boolean isSaveData) {
        m_node = node;
        m_folder = folder;
        m_isSaveData = isSaveData && node.getNodeContainerState().isExecuted();
    }

    void save(final PortObject[] objects, final ExecutionMonitor exec)
        throws IOException, CanceledExecutionException {
        Files.createDirectories(m_folder.toPath());
        deleteData();
        var settings = new NodeSettings("settings.xml");
        settings.addString("node_file", "settings.xml");
        settings.addNodeSettings("flow_stack");
        settings.addNodeSettings("internal_node_subsettings").addString("memory_policy", "CacheSmallInMemory");
        m_node.getModelSettings().copyTo(settings.addNodeSettings("model"));
        if (m_node.getVariableSettings() != null) {
            m_node.getVariableSettings().copyTo(settings.addNodeSettings("variables"));
        }
        var state = m_node.getNodeContainerState().atRest();
        settings.addString("state",
            (state.isExecuted() && !m_isSaveData ? InternalNodeContainerState.CONFIGURED : state).name());
        saveMessage(m_node.getNodeMessage(), settings);
        m_node.getBundle().save(settings);
        settings.addNodeSettings("factory_settings");
        m_node.getNode().getCreationConfig().saveSettingsTo(settings);
        settings.addString("name", m_node.getName());
        settings.addBoolean("hasContent", m_isSaveData);
        settings.addBoolean("isInactive", false);
        NodeContext.pushContext(m_node);
        try {
            saveData(objects, settings, exec);
        } finally {
            NodeContext.removeLastContext();
        }
        for (var key : new String[]{"nodeAnnotation", "customDescription", "view"}) {
            if (m_node.getLoadedSettings().containsKey(key)) {
                settings.addEntry(((NodeSettings)m_node.getLoadedSettings()).getEntry(key));
            }
        }
        WorkflowSaver.write(settings, new File(m_folder, "settings.xml"));
    }

    private void deleteData() {
        for (var file : m_folder.listFiles()) {
            if (file.isDirectory() && file.getName().matches("port_\\d+|filestore|internal|internalTables")) {
                FileUtil.deleteRecursively(file);
            }
        }
    }

    private void saveData(final PortObject[] objects, final NodeSettings settings, final ExecutionMonitor exec)
        throws IOException, CanceledExecutionException {
        var specs = new PortObjectSpec[objects.length];
        var summaries = new String[objects.length];
        for (var i = 1; i < objects.length; i++) {
            specs[i] = objects[i] == null ? null : objects[i].getSpec();
            summaries[i] = m_node.getOutPort(i).getPortSummary();
        }
        PortPersistor.savePorts(m_folder, specs, objects, summaries, settings, exec);
        if (m_isSaveData) {
            var internal = new File(m_folder, "internal");
            Files.createDirectories(internal.toPath());
            m_node.getNode().saveInternals(internal, exec);
        }
        PortPersistor.saveFileStores(m_isSaveData ? m_node.getFileStoreHandler() : null, m_folder, settings);
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
}
