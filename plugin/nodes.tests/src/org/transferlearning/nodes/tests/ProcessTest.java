// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;
import org.transferlearning.engine.process.WorkerPool;
import org.transferlearning.engine.process.WorkerSettings;
import org.transferlearning.nodes.port.NetworkPortObject;
import org.transferlearning.testing.RunningWorkflow;

/** Nodes and their worker processes: side by side, canceled, killed. */
class ProcessTest {

    /** More than any test waits for. */
    private static final int MANY_EPOCHS = 100_000;

    /** Far more than anything takes that is waited for, on a computer however slow and busy. */
    private static final long SECONDS = 600;

    /** Processor time; starting takes about three seconds of it. */
    private static final Duration START = Duration.ofSeconds(6);

    @TempDir
    private Path m_folder;

    private Path m_images;

    private Chain m_chain;

    private int m_table;

    private Set<Long> m_before;

    @BeforeEach
    void makeImages() throws Exception {
        WorkerPool.shared().endIdle(); // of other tests
        m_before = children();
        m_images = Pictures.folder(m_folder.resolve("images"), 6);
        m_chain = new Chain(m_folder.resolve("workflow"));
        m_table = m_chain.table(Pictures.spec("plain", "striped"), Pictures.rows(m_images, 6));
    }

    @AfterEach
    void noProcessIsLeftBehind() {
        WorkerPool.shared().endIdle();
        await("The worker is still alive", () -> m_before.containsAll(children()));
    }

    @Test
    void branchesTrainAtTheSameTimeAndEachAsIfAlone() throws Exception {
        final var head = m_chain.untrained(m_table, "Class");
        final var settings = NodeSettingsMap.fineTune("Path", "Class").put("epochs", 20);
        final var alone = m_chain.fineTune(head, m_table, settings);
        final var first = m_chain.fineTune(head, m_table, settings);
        final var second = m_chain.fineTune(head, m_table, settings);
        try (var workflow = m_chain.open()) {
            workflow.execute(alone);
            Messages.assertExecuted(workflow, alone);
            workflow.executeInBackground();
            // on a computer with little memory one does both
            final var together = Math.min(2, WorkerSettings.current().processes());
            await("There are never " + together + " workers", () -> workers().size() == together);
            workflow.waitFor(first, "EXECUTED", SECONDS);
            workflow.waitFor(second, "EXECUTED", SECONDS);
            assertEquals(losses(workflow, alone), losses(workflow, first));
            assertEquals(losses(workflow, alone), losses(workflow, second));
        }
    }

    @Test
    void aKilledWorkerFailsItsNodeOnly() throws Exception {
        final var head = m_chain.untrained(m_table, "Class");
        final var node = endless(head);
        try (var workflow = m_chain.open()) {
            workflow.executeInBackground();
            awaitTraining(workflow, node);
            workers().forEach(id -> ProcessHandle.of(id).ifPresent(ProcessHandle::destroyForcibly));
            workflow.waitUntilDone();
            Messages.assertFailed(workflow, node, "worker");
            Messages.assertExecuted(workflow, head);
            // the network that came in is as usable as before
            workflow.execute(head);
            assertTrue(((NetworkPortObject)workflow.output(head, 1)).network().archive().toFile().isFile());
        }
    }

    @Test
    void trainingIsCanceledWithinAnEpoch() throws Exception {
        final var node = endless(m_chain.untrained(m_table, "Class"));
        try (var workflow = m_chain.open()) {
            workflow.executeInBackground();
            awaitTraining(workflow, node);
            assertCanceled(workflow, node);
        }
    }

    @Test
    void loadingIsCanceled() throws Exception {
        final var node = m_chain.load(NodeSettingsMap.load(Chain.BUNDLED).put("tryNetwork", true));
        try (var workflow = m_chain.open()) {
            workflow.executeInBackground();
            await("There is no worker", () -> !workers().isEmpty());
            assertCanceled(workflow, node);
        }
    }

    @Test
    void predictionIsCanceled() throws Exception {
        final var rows = new ArrayList<DataRow>();
        final var path = m_images.resolve("plain/plain-00.png");
        for (var i = 0; i < 100_000; i++) {
            rows.add(Pictures.row("Row" + i, path, "plain"));
        }
        final var node = m_chain.predict(m_chain.load(NodeSettingsMap.load(Chain.BUNDLED)),
            m_chain.table(Pictures.spec(), rows.toArray(DataRow[]::new)), NodeSettingsMap.predict("Path"));
        try (var workflow = m_chain.open()) {
            workflow.executeInBackground();
            awaitTraining(workflow, node);
            assertCanceled(workflow, node);
        }
    }

    private int endless(final int network) {
        return m_chain.fineTune(network, m_table, NodeSettingsMap.fineTune("Path", "Class").put("epochs", MANY_EPOCHS));
    }

    /** KNIME's own message for it, whatever the node threw; the node can be executed again. */
    private static void assertCanceled(final RunningWorkflow workflow, final int node) {
        workflow.cancel(node);
        final var start = System.nanoTime();
        workflow.waitUntilDone();
        // generous, as the machine may be slow and busy: a batch of these images takes milliseconds, and so many epochs
        // hours
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(120), "canceling took too long");
        assertFalse(workflow.isExecuted(node));
        assertTrue(workflow.isConfigured(node), workflow.message(node));
        assertEquals("Execution canceled", workflow.message(node));
    }

    /** Waits until the worker has computed for longer than it takes to start and to load this network. */
    private void awaitTraining(final RunningWorkflow workflow, final int node) {
        workflow.waitFor(node, "EXECUTING", SECONDS);
        await("Nothing is trained or predicted", () -> workers().stream().anyMatch(ProcessTest::hasComputed));
    }

    private static boolean hasComputed(final long process) {
        return ProcessHandle.of(process).flatMap(p -> p.info().totalCpuDuration())
            .filter(d -> d.compareTo(START) > 0).isPresent();
    }

    private Set<Long> workers() {
        final var workers = children();
        workers.removeAll(m_before);
        return workers;
    }

    private static Set<Long> children() {
        final var children = new HashSet<Long>();
        ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).forEach(p -> children.add(p.pid()));
        return children;
    }

    private interface Condition {
        boolean isTrue();
    }

    private static void await(final String otherwise, final Condition condition) {
        final var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.isTrue()) {
            assertTrue(System.nanoTime() < end, otherwise);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static List<String> losses(final RunningWorkflow workflow, final int node) {
        Messages.assertExecuted(workflow, node);
        final BufferedDataTable history = workflow.table(node, 2);
        final var loss = history.getDataTableSpec().findColumnIndex("Training loss");
        final var losses = new ArrayList<String>();
        history.forEach(row -> losses.add(row.getCell(loss).toString()));
        return losses;
    }
}
