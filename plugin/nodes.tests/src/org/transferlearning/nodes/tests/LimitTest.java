// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers out of their range, which flow variables carry past the dialogs. */
class LimitTest {

    @TempDir
    private Path m_folder;

    private Chain m_chain;

    private int m_table;

    private int m_head;

    private final Map<Integer, String> m_expected = new LinkedHashMap<>();

    @BeforeEach
    void makeChain() {
        m_chain = new Chain(m_folder.resolve("workflow"));
        m_table = m_chain.table(Pictures.spec("plain", "striped"));
        m_head = m_chain.untrained(m_table, "Class");
    }

    @Test
    void fineTuneRefusesNumbersBeyondTheirLimits() throws Exception {
        refusedByFineTune("epochs", 0, "The number of epochs must be at least 1, but is 0.");
        refusedByFineTune("batchSize", -1, "The batch size must be at least 1, but is -1.");
        refusedByFineTune("learningRate", 0, "The learning rate must be a number greater than 0, but is 0.0.");
        final var part = "The validation part must be greater than 0 and less than 1, but is ";
        refusedByFineTune("validationPart", 0, part + "0.0.");
        refusedByFineTune("validationPart", 1, part + "1.0.");
        refusedByFineTune("gpu", -1, "The number of the GPU must not be negative, but is -1.");
        assertRefused();
    }

    @Test
    void withoutAValidationPartItsNumberDoesNotMatter() throws Exception {
        final var node = m_chain.fineTune(m_head, m_table,
            NodeSettingsMap.fineTune("Path", "Class").put("validation", "NONE").put("validationPart", 0.0));
        try (var workflow = m_chain.open()) {
            assertTrue(workflow.isConfigured(node), workflow.message(node));
        }
    }

    @Test
    void predictAndTheSystemCheckRefuseNumbersBeyondTheirLimits() throws Exception {
        final var batch = m_chain.predict(m_head, m_table, NodeSettingsMap.predict("Path"));
        refused(batch, "batchSize", 0, "The batch size must be at least 1, but is 0.");
        final var gpu = m_chain.predict(m_head, m_table, NodeSettingsMap.predict("Path"));
        refused(gpu, "gpu", -2, "The number of the GPU must not be negative, but is -2.");
        final var check = m_chain.check(NodeSettingsMap.check());
        refused(check, "gpu", -3, "The number of the GPU must not be negative, but is -3.");
        assertRefused();
    }

    @Test
    void loadPretrainedNetRefusesAnImageWithoutPixels() throws Exception {
        final var crop = m_chain.load(NodeSettingsMap.load(Chain.BUNDLED).put("preprocessing", "CUSTOM"));
        refused(crop, "crop", 0, "The crop size must be at least 1, but is 0.");
        final var resize = m_chain.load(NodeSettingsMap.load(Chain.BUNDLED).put("preprocessing", "CUSTOM"));
        refused(resize, "resize", -1, "The resize length must not be negative, but is -1.");
        assertRefused();
    }

    private void refusedByFineTune(final String key, final int value, final String message) {
        refused(m_chain.fineTune(m_head, m_table, NodeSettingsMap.fineTune("Path", "Class")), key, value, message);
    }

    private void refused(final int node, final String key, final int value, final String message) {
        m_chain.variable(node, key, "v" + node, value);
        m_expected.put(node, message);
    }

    private void assertRefused() throws Exception {
        try (var workflow = m_chain.open()) {
            m_expected.forEach((node, expected) -> {
                assertEquals("IDLE", workflow.state(node), expected);
                final var message = workflow.message(node); // validation has no other place for the way out
                assertTrue(message.endsWith(expected + " Change it in the dialog, or the flow variable that sets it."),
                    message);
            });
        }
    }
}
