// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.transferlearning.engine.NetworkReader;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.testing.RunningWorkflow;

/** Heads of every make learn, and what they have learned is predicted. */
class HeadTrainingTest {

    @TempDir
    private Path m_folder;

    private Chain m_chain;

    private int m_table;

    private int m_load;

    private int m_head;

    private int m_trained;

    @BeforeEach
    void makeChain() throws Exception {
        m_chain = new Chain(m_folder.resolve("workflow"));
        final var images = Pictures.folder(m_folder.resolve("images"), 8);
        m_table = m_chain.table(Pictures.spec(Pictures.PLAIN, Pictures.STRIPED), Pictures.rows(images, 8));
        m_load = m_chain.load(NodeSettingsMap.load(Chain.BUNDLED));
    }

    @Test
    void aNetworkCutAfterItsFirstBlockLearns() throws Exception {
        assertLearns(frozen(), NodeSettingsMap.replaceHead("Class").put("cut",
            NodeSettingsMap.cut("BLOCKS").put("blocks", 1)), "head");
    }

    @Test
    void aNetworkCutInTheMiddleLearnsInAllItsLayers() throws Exception {
        assertLearns(m_load, NodeSettingsMap.replaceHead("Class").put("cut",
            NodeSettingsMap.cut("LAYER").put("layer", "features.2").put("pooling", "AVERAGE_AND_MAX")), "");
    }

    @Test
    void aHeadWithHiddenLayersLearns() throws Exception {
        final var parameters = assertLearns(frozen(), NodeSettingsMap.replaceHead("Class").put("cut",
            NodeSettingsMap.cut("BLOCKS").put("blocks", 3)).put("hidden", NodeSettingsMap.hidden(
                NodeSettingsMap.hidden(16).put("hasBatchNorm", true).put("dropout", 0.2),
                NodeSettingsMap.hidden(8).put("activation", "TANH"))), "head");
        // numbered as in torch.nn.Sequential: linear, batch norm, ReLU, dropout, linear, tanh, linear
        assertEquals(List.of("head.0.weight", "head.0.bias", "head.1.weight", "head.1.bias", "head.4.weight",
            "head.4.bias", "head.6.weight", "head.6.bias"), parameters);
    }

    @Test
    void aHeadThatStartsAtZeroLearns() throws Exception {
        assertLearns(frozen(), NodeSettingsMap.replaceHead("Class").put("weights", "ZERO").put("bias", "PRIOR"),
            "head");
    }

    private int frozen() {
        return m_chain.freeze(m_load, NodeSettingsMap.freeze("ALL_BUT_HEAD"));
    }

    /**
     * Trains on plain and striped pictures, which are easy to tell apart, and checks that the predictions are right,
     * that the layers that begin with {@code trainable} have changed, and that all others have not. Gives the names of
     * the head's parameters.
     */
    private List<String> assertLearns(final int network, final NodeSettingsMap settings, final String trainable)
        throws Exception {
        m_head = m_chain.replaceHead(network, m_table, settings);
        m_trained = m_chain.fineTune(m_head, m_table,
            NodeSettingsMap.fineTune("Path", "Class").put("epochs", 15).put("validation", "NONE"));
        final var predict = m_chain.predict(m_trained, m_table, NodeSettingsMap.predict("Path"));
        try (var workflow = m_chain.open()) {
            workflow.execute();
            Messages.assertExecuted(workflow, predict);
            final var spec = workflow.table(predict, 1).getDataTableSpec();
            final var prediction = spec.findColumnIndex("Prediction (Class)");
            final var label = spec.findColumnIndex("Class");
            workflow.table(predict, 1)
                .forEach(row -> assertEquals(row.getCell(label), row.getCell(prediction), row.getKey().getString()));
            assertTrained(workflow, trainable);
            return parameters(spec(workflow, m_trained)).stream().filter(n -> n.startsWith("head.")).toList();
        }
    }

    private void assertTrained(final RunningWorkflow workflow, final String trainable) throws Exception {
        final var before = ((NetworkPortObject)workflow.output(m_load, 1)).network();
        final var after = ((NetworkPortObject)workflow.output(m_trained, 1)).network();
        assertEquals(parameters(spec(workflow, m_head)), parameters(after.spec()));
        for (final var name : parameters(after.spec())) {
            if (!name.startsWith("head.")) {
                final var old = NetworkReader.tensor(before.archive(), name);
                final var now = NetworkReader.tensor(after.archive(), name);
                if (name.startsWith(trainable)) {
                    assertNotEquals(old, now, name);
                } else {
                    assertEquals(old, now, name);
                }
            }
        }
    }

    private static List<String> parameters(final NetworkSpec spec) {
        final var names = new ArrayList<String>();
        spec.layers().forEach(l -> names.addAll(l.parameterNames()));
        return names;
    }

    private static NetworkSpec spec(final RunningWorkflow workflow, final int node) {
        return ((NetworkPortObject)workflow.output(node, 1)).getSpec().network();
    }
}
