// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.StringValue;
import org.knime.core.node.workflow.BatchExecutor;
import org.transferlearning.platform.tests.nodes.ProbeNodeFactory.Action;
import org.transferlearning.testing.RunningWorkflow;
import org.transferlearning.testing.WorkflowFolder;

/** The arguments and exit codes of the batch application. */
class BatchApplicationTest {

    @TempDir
    Path m_temp;

    private Path folder() {
        return m_temp.resolve("workflow");
    }

    private WorkflowFolder pathWorkflow() {
        var workflow = new WorkflowFolder(folder());
        var node = workflow.addNode(PathNodeFactory.class, "Path", model -> model.addString("path", "/stored"));
        workflow.variable(node, "path", "place");
        workflow.workflowVariable("place", "/from-workflow");
        return workflow;
    }

    private static String path(final Path workflow) {
        try (var running = RunningWorkflow.load(workflow); var rows = running.table(1, 1).iterator()) {
            return Path.of("/").relativize(Path.of(((StringValue)rows.next().getCell(0)).getStringValue()).normalize())
                .toString();
        }
    }

    private int run(final String... arguments) {
        return BatchExecutor.mainRun(arguments);
    }

    @Test
    void aWorkflowIsExecutedAndSaved() throws IOException {
        pathWorkflow().write();
        assertEquals(0, run("-workflowDir=" + folder()));
        assertEquals("from-workflow", path(folder()));
    }

    @Test
    void aVariableOnTheCommandLineWins() throws IOException {
        pathWorkflow().write();
        assertEquals(0, run("-workflowDir=" + folder(), "-reset", "-workflow.variable=place,/given,String"));
        assertEquals("given", path(folder()));
    }

    @Test
    void aValueInQuotesMayHaveCommas() throws IOException {
        pathWorkflow().write();
        assertEquals(0, run("-workflowDir=" + folder(), "-reset", "-workflow.variable=place,\"/a,b\",String"));
        assertEquals("a,b", path(folder()));
    }

    @Test
    void anOptionChangesASetting() throws IOException {
        var workflow = new WorkflowFolder(folder());
        workflow.addNode(PathNodeFactory.class, "Path", model -> model.addString("path", "/stored"));
        workflow.write();
        assertEquals(0, run("-workflowDir=" + folder(), "-option=1,path,/optional,String"));
        assertEquals("optional", path(folder()));
    }

    @Test
    void theResultCanGoToAnotherFolder() throws IOException {
        pathWorkflow().write();
        var other = m_temp.resolve("other");
        assertEquals(0, run("-workflowDir=" + folder(), "-destDir=" + other));
        assertEquals("from-workflow", path(other));
        assertFalse(Files.exists(folder().resolve(".savedWithData")));
    }

    @Test
    void whatTheWorkflowSaysAboutItselfGoesWithIt() throws IOException {
        pathWorkflow().write();
        var metadata = folder().resolve("workflow-metadata.xml");
        assertEquals(0, run("-workflowDir=" + folder()));
        assertTrue(Files.readString(metadata).contains("<description/>"), "KNIME makes the file where there is none");
        var text = Files.readString(metadata).replace("<description/>", "<description>Übung</description>");
        Files.writeString(metadata, text);
        var other = m_temp.resolve("other");
        assertEquals(0, run("-workflowDir=" + folder(), "-destDir=" + other));
        assertTrue(Files.readString(other.resolve("workflow-metadata.xml"))
            .contains("<description>Übung</description>"));
    }

    /** KNIME's rule: every other character than ASCII letters, digits and spaces becomes an underscore. */
    @Test
    void anotherFolderNamesNodesByTheirLettersAndDigits() throws IOException {
        pathWorkflow().write();
        var other = m_temp.resolve("other");
        assertEquals(0, run("-workflowDir=" + folder(), "-destDir=" + other));
        assertTrue(Files.exists(other.resolve("Path_to_Text (#1)").resolve("settings.xml")));
    }

    @Test
    void theResultNeedNotBeSaved() throws IOException {
        pathWorkflow().write();
        assertEquals(0, run("-workflowDir=" + folder(), "-nosave"));
        assertFalse(Files.exists(folder().resolve(".savedWithData")));
    }

    @Test
    void aZipFileIsExecuted() throws IOException {
        pathWorkflow().write();
        var zip = m_temp.resolve("workflow.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip)); var files = Files.walk(folder())) {
            for (var file : (Iterable<Path>)files.filter(Files::isRegularFile)::iterator) {
                out.putNextEntry(new ZipEntry(m_temp.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        var other = m_temp.resolve("other");
        assertEquals(0, run("-workflowFile=" + zip, "-destDir=" + other));
        assertEquals("from-workflow", path(other));
    }

    @Test
    void aFailedNodeGivesFourAndTheRestIsSaved() throws IOException {
        var workflow = ProbeWorkflow.withTable(folder());
        ProbeWorkflow.addProbe(workflow, Action.KNIME_EXCEPTION);
        workflow.write();
        assertEquals(4, run("-workflowDir=" + folder()));
        try (var running = RunningWorkflow.load(folder())) {
            assertTrue(running.isExecuted(1));
            assertFalse(running.isExecuted(2));
        }
    }

    @Test
    void aFolderWithoutAWorkflowGivesThree() throws IOException {
        Files.createDirectories(folder());
        assertEquals(3, run("-workflowDir=" + folder()));
    }

    @Test
    void loadErrorsGiveThreeIfTheyAreToStopTheExecution() throws IOException {
        var workflow = new WorkflowFolder(folder());
        workflow.addNode("org.example.GoneNodeFactory", "Gone", "org.example", model -> {
            // no settings
        });
        workflow.write();
        assertEquals(3, run("-workflowDir=" + folder(), "-failonloaderror"));
        assertEquals(4, run("-workflowDir=" + folder(), "-nosave"));
    }

    @Test
    void wrongArgumentsGiveTwo() throws IOException {
        pathWorkflow().write();
        assertEquals(2, run("-workflowDir=" + m_temp.resolve("absent")));
        assertEquals(2, run("-workflowDir=" + folder(), "-unknown"));
        assertEquals(2, run("-workflowDir=" + folder(), "-workflow.variable=place,1,number"));
        assertEquals(2, run("-nosave"));
    }
}
