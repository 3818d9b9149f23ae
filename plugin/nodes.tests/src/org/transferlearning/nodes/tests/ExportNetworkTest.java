// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.transferlearning.engine.NetworkSpec;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.testing.RunningWorkflow;

/** Export Network in a workflow. What DJL makes of the folder is tested where DJL is, in the worker's tests. */
class ExportNetworkTest {

    private static final List<String> FILES = List.of("serving.properties", "synset.txt", "textures30.pt");

    @TempDir
    private Path m_folder;

    @Test
    void aTrainedNetworkComesBackWithClassesPreprocessingAndPredictions() throws Exception {
        final var out = m_folder.resolve("out");
        final var images = Pictures.folder(m_folder.resolve("images"), 4);
        final var chain = new Chain(m_folder.resolve("workflow"));
        final var table = chain.table(Pictures.spec("plain", "striped"), Pictures.rows(images, 4));
        final var trained = chain.fineTune(chain.untrained(table, "Class"), table,
            NodeSettingsMap.fineTune("Path", "Class").put("epochs", 2).put("validation", "NONE"));
        final var node = chain.export(trained, NodeSettingsMap.export(out.toString()).put("name", "stripes"));
        final var before = chain.predict(trained, table, NodeSettingsMap.predict("Path"));
        final var other = new Chain(m_folder.resolve("other"));
        final var load = other.load(NodeSettingsMap.load(out.resolve("stripes.pt").toString()));
        final var after = other.predict(load, other.table(Pictures.spec("plain", "striped"), Pictures.rows(images, 4)),
            NodeSettingsMap.predict("Path"));
        try (var workflow = chain.open()) {
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            assertEquals("", workflow.message(node));
            assertEquals(List.of("serving.properties", "stripes.pt", "synset.txt"), names(out));
            assertEquals("plain\nstriped\n", Files.readString(out.resolve("synset.txt")));
            try (var reader = other.open()) {
                reader.execute();
                Messages.assertExecuted(reader, after);
                final var original = network(workflow, trained);
                final var loaded = network(reader, load);
                assertEquals(original.head(), loaded.head());
                assertEquals(original.preprocessing(), loaded.preprocessing());
                assertEquals(original.lineage(), loaded.lineage());
                assertEquals(original.layers(), loaded.layers());
                assertEquals(workflow.outputSpec(before, 1), reader.outputSpec(after, 1));
                assertEquals(cells(workflow, before), cells(reader, after));
            }
        }
    }

    @Test
    void numbersComeBackInTheirUnits() throws Exception {
        final var out = m_folder.resolve("out");
        final var rows = Shades.rows(m_folder.resolve("images"), 6);
        final var chain = new Chain(m_folder.resolve("workflow"));
        final var table = chain.table(Shades.SPEC, rows);
        final var trained = chain.fineTune(chain.untrained(table, TargetsTest.numbers("Level", "Darkness")), table,
            NodeSettingsMap.fineTune("Path", null).put("epochs", 2).put("validation", "NONE"));
        final var node = chain.export(trained, NodeSettingsMap.export(out.toString()).put("name", "shades"));
        final var before = chain.predict(trained, table, NodeSettingsMap.predict("Path"));
        final var other = new Chain(m_folder.resolve("other"));
        final var load = other.load(NodeSettingsMap.load(out.resolve("shades.pt").toString()));
        final var after = other.predict(load, other.table(Shades.SPEC, rows), NodeSettingsMap.predict("Path"));
        try (var workflow = chain.open()) {
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            assertEquals("", workflow.message(node));
            assertEquals("Level\nDarkness\n", Files.readString(out.resolve("synset.txt")));
            try (var reader = other.open()) {
                reader.execute();
                Messages.assertExecuted(reader, after);
                assertEquals(network(workflow, trained).head(), network(reader, load).head());
                assertEquals(workflow.outputSpec(before, 1), reader.outputSpec(after, 1));
                assertEquals(cells(workflow, before), cells(reader, after));
            }
        }
    }

    private static NetworkSpec network(final RunningWorkflow workflow, final int node) {
        return ((NetworkPortObject)workflow.output(node, 1)).getSpec().network();
    }

    private static List<DataCell> cells(final RunningWorkflow workflow, final int node) {
        final var cells = new ArrayList<DataCell>();
        workflow.table(node, 1).forEach(row -> row.forEach(cells::add));
        return cells;
    }

    @Test
    void withoutANameTheNetworkKeepsItsOwn() throws Exception {
        final var chain = new Chain(m_folder.resolve("workflow"));
        final var node = chain.export(chain.load(NodeSettingsMap.load(Chain.BUNDLED)),
            NodeSettingsMap.export("knime://knime.workflow/data/net"));
        try (var workflow = chain.open()) {
            workflow.execute();
            Messages.assertExecuted(workflow, node);
            assertEquals(FILES, names(m_folder.resolve("workflow/data/net")));
        }
    }

    @Test
    void anUntrainedHeadIsTold() throws Exception {
        final var chain = new Chain(m_folder.resolve("workflow"));
        final var table = chain.table(Pictures.spec("plain", "striped"), Pictures.row("1", "x.png", "plain"));
        final var node =
            chain.export(chain.untrained(table, "Class"), NodeSettingsMap.export(m_folder.resolve("out").toString()));
        try (var workflow = chain.open()) {
            workflow.execute();
            Messages.assertWarned(workflow, node, "untrained", "random values", "Fine-tune");
            assertEquals("plain\nstriped\n", Files.readString(m_folder.resolve("out/synset.txt")));
        }
    }

    @Test
    void preprocessingThatDjlHasNotIsTold() throws Exception {
        final var chain = new Chain(m_folder.resolve("workflow"));
        final var load = chain.load(NodeSettingsMap.load(Chain.BUNDLED).put("preprocessing", "CUSTOM")
            .put("channels", "BGR"));
        final var node = chain.export(load, NodeSettingsMap.export(m_folder.resolve("out").toString()));
        try (var workflow = chain.open()) {
            workflow.execute();
            Messages.assertWarned(workflow, node, "DJL", "blue, green, red", "serving.properties");
        }
    }

    @Test
    void aFolderHasToBeChosen() throws Exception {
        try (var workflow = open(NodeSettingsMap.export(" "))) {
            Messages.assertNotConfigured(workflow, 2, "No folder is selected");
        }
    }

    @Test
    void aFolderElsewhereIsRefused() throws Exception {
        try (var workflow = open(NodeSettingsMap.export("https://example.org/nets"))) {
            Messages.assertNotConfigured(workflow, 2, "https://example.org/nets", "not on this machine");
        }
    }

    @Test
    void anAbsentFolderIsNamedIfItIsNotToBeCreated() throws Exception {
        final var absent = m_folder.resolve("absent");
        try (var workflow = open(NodeSettingsMap.export(absent.toString()).put("createFolders", false))) {
            Messages.assertNotConfigured(workflow, 2, "There is no folder \"" + absent + "\"");
        }
        assertFalse(Files.exists(absent));
    }

    @Test
    void aNameThatIsNoFileNameIsRefused() throws Exception {
        try (var workflow = open(NodeSettingsMap.export(m_folder.toString()).put("name", "a/b"))) {
            Messages.assertNotConfigured(workflow, 2, "\"a/b\"");
        }
    }

    @Test
    void existingFilesAreAFailureUnlessTheyAreToBeOverwritten() throws Exception {
        final var old = Files.writeString(m_folder.resolve("textures30.pt"), "old");
        try (var workflow = open(NodeSettingsMap.export(m_folder.toString()))) {
            Messages.assertNotConfigured(workflow, 2, "already has a file \"textures30.pt\"", "overwritten");
        }
        assertEquals("old", Files.readString(old));
        try (var workflow = open(NodeSettingsMap.export(m_folder.toString()).put("ifExists", "OVERWRITE"))) {
            workflow.execute();
            Messages.assertExecuted(workflow, 2);
        }
        assertTrue(Files.size(old) > 100_000, "the bundled network is larger");
        assertTrue(names(m_folder).containsAll(FILES));
    }

    @Test
    void filesThatAppearAfterConfigureAreAFailure() throws Exception {
        final var out = Files.createDirectory(m_folder.resolve("out"));
        try (var workflow = open(NodeSettingsMap.export(out.toString()))) {
            workflow.execute(1);
            Files.writeString(out.resolve("synset.txt"), "old");
            workflow.execute(2);
            Messages.assertFailed(workflow, 2, "already has a file \"synset.txt\"");
        }
        assertEquals(List.of("synset.txt"), names(out));
    }

    private RunningWorkflow open(final NodeSettingsMap settings) throws IOException {
        final var chain = new Chain(Files.createTempDirectory(m_folder, "workflow"));
        chain.export(chain.load(NodeSettingsMap.load(Chain.BUNDLED)), settings);
        return chain.open();
    }

    private static List<String> names(final Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
