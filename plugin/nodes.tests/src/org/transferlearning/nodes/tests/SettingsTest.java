// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;

/** Settings are a file format: what is in a saved workflow must come back, and be written again as it was. */
class SettingsTest {

    @TempDir
    private Path m_folder;

    @Test
    void settingsOfEveryNodeComeBackAsTheyWereSaved() throws Exception {
        Pictures.folder(m_folder.resolve("images"), 2);
        final var workflowFolder = m_folder.resolve("workflow");
        final var chain = new Chain(workflowFolder);
        final var table = chain.read(NodeSettingsMap.read(m_folder.resolve("images").toString()).put("isLimited", true)
            .put("limit", 7).put("appendImages", true).put("extensions", "png"));
        final var load = chain.load(NodeSettingsMap.load(Chain.BUNDLED).put("tryNetwork", true)
            .put("preprocessing", "CUSTOM").put("channels", "BGR").put("valueRange", "ZERO_TO_255"));
        final var frozen = chain.freeze(load, NodeSettingsMap.freeze("BY_NAME").put("action", "MAKE_TRAINABLE")
            .put("names", NodeSettingsMap.pattern("REGEX", ".*", "features.0.0")).put("blocks", 3).put("kind", "NORM")
            .put("multiplier", 2.5).put("decay", 0.25).put("statistics", "KEEP").put("place", "features.0.0")
            .put("seed", -3L));
        final var head = chain.replaceHead(frozen, table, NodeSettingsMap.replaceHead("Class").put("seed", -5L)
            .put("columns", NodeSettingsMap.columns("a", "b")).put("cut", NodeSettingsMap.cut("BLOCKS").put("blocks", 3))
            .put("hidden", NodeSettingsMap.hidden(NodeSettingsMap.hidden(8), NodeSettingsMap.hidden(4)))
            .put("weights", "XAVIER_NORMAL").put("bias", "ZERO"));
        final var trained = chain.fineTune(head, table, NodeSettingsMap.fineTune("Image", "Class")
            .put("validation", "NONE").put("optimizer", "SGD").put("device", "GPU").put("gpu", 2).put("seed", 9L));
        chain.predict(trained, table, NodeSettingsMap.predict("Image").put("onFailure", "FAIL").put("gpu", 1)
            .put("appendEmbedding", true));
        chain.check(NodeSettingsMap.check().put("device", "GPU").put("gpu", 3));
        try (var workflow = chain.open()) {
            assertEquals("", workflow.loadErrors());
            final var before = models(workflowFolder);
            assertFalse(before.isEmpty());
            workflow.save();
            assertEquals(before, models(workflowFolder));
        }
    }

    /** KNIME saves the settings that it has loaded as they were; what a node itself would save shows what they lack. */
    @Test
    void theCommittedWorkflowsHoldWhatTheirNodesSaveToday() throws Exception {
        final var workflows = CommittedWorkflows.copy(m_folder);
        assertEquals(4, workflows.names().size(), "one for each recipe");
        for (final var name : workflows.names()) {
            try (var workflow = workflows.open(name)) {
                assertEquals("", workflow.loadErrors());
                for (final var node : nodes(workflows.folder(name))) {
                    final var expected = new TreeMap<String, String>();
                    add("", workflow.settings(number(node)), expected);
                    final var saved = new TreeMap<String, String>();
                    add("", read(node.resolve("settings.xml")).getNodeSettings("model"), saved);
                    assertEquals(expected, saved, name + ": " + node.getFileName());
                }
            }
        }
    }

    /** The folders of the nodes, for example "Predict (#7)". */
    private static List<Path> nodes(final Path workflow) throws IOException {
        try (var folders = Files.list(workflow)) {
            return folders.filter(f -> Files.exists(f.resolve("settings.xml"))).sorted().toList();
        }
    }

    private static int number(final Path node) {
        return Integer.parseInt(node.getFileName().toString().replaceFirst(".*\\(#(\\d+)\\)$", "$1"));
    }

    /** The entries below "model" of all nodes, by node factory and key. */
    private static Map<String, String> models(final Path workflow) throws Exception {
        final var entries = new TreeMap<String, String>();
        try (var files = Files.walk(workflow)) {
            for (final var file : files.filter(f -> f.endsWith("settings.xml")).toList()) {
                final var settings = read(file);
                add(settings.getString("factory"), settings.getNodeSettings("model"), entries);
            }
        }
        return entries;
    }

    /** Adds all entries of a level and of the levels in it. */
    private static void add(final String path, final NodeSettingsRO level, final Map<String, String> entries)
        throws InvalidSettingsException {
        for (final var key : level.keySet()) {
            if (((NodeSettings)level).getEntry(key) instanceof NodeSettings inner) {
                entries.put(path + " " + key, "");
                add(path + " " + key, inner, entries);
            } else {
                entries.put(path + " " + key, ((NodeSettings)level).getEntry(key).toStringValue());
            }
        }
    }

    private static NodeSettingsRO read(final Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return NodeSettings.loadFromXML(in);
        }
    }
}
