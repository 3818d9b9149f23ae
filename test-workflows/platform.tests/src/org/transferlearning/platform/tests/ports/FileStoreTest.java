// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.NodeSettingsWO;
import org.transferlearning.testing.RunningWorkflow;
import org.transferlearning.testing.WorkflowFolder;

/** Port objects with a file: shared downstream, saved with the workflow, gone after a reset. */
class FileStoreTest {
    @TempDir
    Path m_folder;

    /** Node 1 writes, nodes 2 and 3 edit its note one after the other. */
    private RunningWorkflow workflow(final Consumer<NodeSettingsWO> settings) throws Exception {
        final var folder = new WorkflowFolder(m_folder);
        final int writer = folder.addNode(WriteNoteNodeFactory.class, "Write Note", settings);
        final int first = folder.addNode(EditNoteNodeFactory.class, "Edit Note", s -> { });
        final int second = folder.addNode(EditNoteNodeFactory.class, "Edit Note", s -> { });
        folder.connect(writer, 1, first, 1);
        folder.connect(first, 1, second, 1);
        return RunningWorkflow.load(folder.write());
    }

    private static Consumer<NodeSettingsWO> settings(final String file, final boolean isTwice) {
        return settings -> {
            settings.addString("title", "plates");
            settings.addString("text", "many tensors");
            settings.addString("file", file);
            settings.addBoolean("isTwice", isTwice);
        };
    }

    private static NoteObject note(final RunningWorkflow workflow, final int node) {
        return assertInstanceOf(NoteObject.class, workflow.output(node, 1));
    }

    private List<Path> saved() throws IOException {
        try (var files = Files.walk(m_folder)) {
            return files.filter(f -> f.toString().replace('\\', '/').endsWith("/filestore/000/000/note.txt")).toList();
        }
    }

    @Test
    void theSpecificationIsThereBeforeExecution() throws Exception {
        try (var workflow = workflow(settings("note.txt", false))) {
            assertEquals(new NoteSpec("plates"), workflow.outputSpec(3, 1));
        }
    }

    @Test
    void nodesDownstreamShareTheFile() throws Exception {
        try (var workflow = workflow(settings("note.txt", false))) {
            workflow.execute();
            assertEquals("as written", note(workflow, 1).line());
            assertEquals("edited", note(workflow, 3).line());
            assertEquals(note(workflow, 1).file(), note(workflow, 3).file());
            assertEquals("many tensors", note(workflow, 3).text());
        }
    }

    @Test
    void theFileIsSavedOnceAndFoundAgain() throws Exception {
        try (var workflow = workflow(settings("note.txt", false))) {
            workflow.execute();
            workflow.save();
        }
        assertEquals(1, saved().size());
        assertEquals("many tensors", Files.readString(saved().get(0)));
        try (var workflow = RunningWorkflow.load(m_folder)) {
            for (int node = 1; node <= 3; node++) {
                assertTrue(workflow.isExecuted(node));
                assertEquals("plates", note(workflow, node).getSpec().getTitle());
                assertTrue(note(workflow, node).isCompleteAfterLoading());
                assertEquals("many tensors", note(workflow, node).text());
            }
            assertEquals("Note: edited", note(workflow, 2).getSummary());
            workflow.save();
        }
        try (var workflow = RunningWorkflow.load(m_folder)) {
            assertEquals("many tensors", note(workflow, 3).text());
        }
    }

    @Test
    void aResetDeletesTheFile() throws Exception {
        try (var workflow = workflow(settings("note.txt", false))) {
            workflow.execute();
            final var file = note(workflow, 1).file();
            assertTrue(file.isFile());
            workflow.reset(1);
            assertFalse(file.exists());
            assertFalse(workflow.isExecuted(3));
            workflow.execute();
            assertEquals("many tensors", note(workflow, 3).text());
        }
    }

    @Test
    void closingTheWorkflowDeletesTheFile() throws Exception {
        final File file;
        try (var workflow = workflow(settings("note.txt", false))) {
            workflow.execute();
            file = note(workflow, 1).file();
        }
        assertFalse(file.exists());
    }

    @Test
    void aNameMustBePlain() throws Exception {
        try (var workflow = workflow(settings("a/b", false))) {
            workflow.execute();
            assertFalse(workflow.isExecuted(1));
            assertTrue(workflow.message(1).contains("Invalid file name, must not contain (back) slash: \"a/b\""),
                workflow.message(1));
        }
    }

    @Test
    void aNameMustNotStartWithADot() throws Exception {
        try (var workflow = workflow(settings(".note", false))) {
            workflow.execute();
            assertFalse(workflow.isExecuted(1));
            assertEquals("ERROR", workflow.messageType(1));
        }
    }

    @Test
    void aNameCanBeUsedOncePerExecution() throws Exception {
        try (var workflow = workflow(settings("note.txt", true))) {
            workflow.execute();
            assertFalse(workflow.isExecuted(1));
            assertTrue(workflow.message(1).contains("Duplicate key detected: \"note.txt\""), workflow.message(1));
        }
    }
}
