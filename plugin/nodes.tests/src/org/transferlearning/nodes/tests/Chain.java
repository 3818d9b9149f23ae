// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import java.io.IOException;
import java.nio.file.Path;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.transferlearning.nodes.check.SystemCheckNodeFactory;
import org.transferlearning.nodes.export.ExportNetworkNodeFactory;
import org.transferlearning.nodes.finetune.FineTuneNodeFactory;
import org.transferlearning.nodes.freeze.FreezeLayersNodeFactory;
import org.transferlearning.nodes.head.ReplaceHeadNodeFactory;
import org.transferlearning.nodes.load.LoadPretrainedNetNodeFactory;
import org.transferlearning.nodes.predict.PredictNodeFactory;
import org.transferlearning.nodes.read.ReadLabeledImagesNodeFactory;
import org.transferlearning.testing.RunningWorkflow;
import org.transferlearning.testing.TestTableNodeFactory;
import org.transferlearning.testing.TestTables;
import org.transferlearning.testing.WorkflowFolder;

/** Builds workflows of the nodes. Each method adds a node, connects it and returns its ID. */
final class Chain {

    /** The bundled network. */
    static final String BUNDLED = "";

    private final WorkflowFolder m_workflow;

    /**
     * @param folder an empty folder
     */
    Chain(final Path folder) {
        m_workflow = new WorkflowFolder(folder);
    }

    int read(final NodeSettingsMap settings) {
        return m_workflow.addNode(ReadLabeledImagesNodeFactory.class, "Read Labeled Images", settings);
    }

    int check(final NodeSettingsMap settings) {
        return m_workflow.addNode(SystemCheckNodeFactory.class, "Transfer Learning System Check", settings);
    }

    int table(final DataTableSpec spec, final DataRow... rows) {
        final var key = TestTables.register(spec, rows);
        return m_workflow.addNode(TestTableNodeFactory.class, "Test Table", s -> s.addString("key", key));
    }

    int load(final NodeSettingsMap settings) {
        return m_workflow.addNode(LoadPretrainedNetNodeFactory.class, "Load Pretrained Net", settings);
    }

    int freeze(final int network, final NodeSettingsMap settings) {
        final var node = m_workflow.addNode(FreezeLayersNodeFactory.class, "Freeze Layers", settings);
        m_workflow.connect(network, 1, node, 1);
        return node;
    }

    int replaceHead(final int network, final int table, final NodeSettingsMap settings) {
        final var node = m_workflow.addNode(ReplaceHeadNodeFactory.class, "Replace Head", settings);
        return connect(network, table, node);
    }

    int fineTune(final int network, final int table, final NodeSettingsMap settings) {
        final var node = m_workflow.addNode(FineTuneNodeFactory.class, "Fine-tune", settings);
        return connect(network, table, node);
    }

    /** With a validation table at the optional port. */
    int fineTune(final int network, final int table, final int validation, final NodeSettingsMap settings) {
        final var node = fineTune(network, table, settings);
        m_workflow.addPort(node, "Validation Table", BufferedDataTable.TYPE);
        m_workflow.connect(validation, 1, node, 3);
        return node;
    }

    int predict(final int network, final int table, final NodeSettingsMap settings) {
        final var node = m_workflow.addNode(PredictNodeFactory.class, "Predict", settings);
        return connect(network, table, node);
    }

    int export(final int network, final NodeSettingsMap settings) {
        final var node = m_workflow.addNode(ExportNetworkNodeFactory.class, "Export Network", settings);
        m_workflow.connect(network, 1, node, 1);
        return node;
    }

    /** The bundled network with everything frozen, and an untrained head for the classes of the table. */
    int untrained(final int table, final String target) {
        return untrained(table, NodeSettingsMap.replaceHead(target));
    }

    /** The bundled network with everything frozen, and an untrained head for what the settings say of the table. */
    int untrained(final int table, final NodeSettingsMap head) {
        return replaceHead(freeze(load(NodeSettingsMap.load(BUNDLED)), NodeSettingsMap.freeze("ALL_BUT_HEAD")), table,
            head);
    }

    /** Overwrites a node's setting by a workflow variable. */
    void variable(final int node, final String key, final String name, final String value) {
        m_workflow.workflowVariable(name, value);
        m_workflow.variable(node, key, name);
    }

    /** Overwrites a node's setting by a workflow variable that is a whole number. */
    void variable(final int node, final String key, final String name, final int value) {
        m_workflow.workflowVariable(name, value);
        m_workflow.variable(node, key, name);
    }

    private int connect(final int network, final int table, final int node) {
        m_workflow.connect(network, 1, node, 1);
        m_workflow.connect(table, 1, node, 2);
        return node;
    }

    /** @return the workflow, loaded and not executed */
    RunningWorkflow open() throws IOException {
        return RunningWorkflow.load(m_workflow.write());
    }
}
