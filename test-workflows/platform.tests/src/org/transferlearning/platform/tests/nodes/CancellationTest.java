// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.transferlearning.platform.tests.nodes.WaitingNodeFactory.Mode;
import org.transferlearning.platform.tests.nodes.WaitingNodeFactory.Wait;
import org.transferlearning.testing.RunningWorkflow;

/** What happens when a user cancels node 2 while it is executed. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CancellationTest {

    @TempDir
    Path m_folder;

    private Wait m_wait;

    @BeforeEach
    void createWait() {
        m_wait = new Wait();
    }

    /** After a failure too: a node that takes no notice of a cancellation would keep its thread for ever. */
    @AfterEach
    void endWait() {
        m_wait.release();
    }

    private RunningWorkflow start(final Mode mode) throws IOException, InterruptedException {
        var folder = ProbeWorkflow.withTable(m_folder);
        var waiting = ProbeWorkflow.addWaiting(folder, m_wait, mode);
        var successor = folder.addNode(ProbeNodeFactory.class, "Probe", model -> model.addString("action", "PASS"));
        folder.connect(waiting, 1, successor, 1);
        var workflow = RunningWorkflow.load(folder.write());
        workflow.executeInBackground();
        assertTrue(m_wait.entered().await(10, TimeUnit.MINUTES));
        return workflow;
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"BLOCK", "BLOCK_AND_COMPLAIN", "CHECK"})
    void aCanceledNodeIsConfiguredAndSaysSo(final Mode mode) throws IOException, InterruptedException {
        try (var workflow = start(mode)) {
            assertEquals("EXECUTING", workflow.state(2));
            assertEquals("WAITING", workflow.state(3));
            workflow.cancel(2);
            workflow.waitUntilDone();
            assertEquals("WARNING", workflow.messageType(2));
            assertEquals("Execution canceled", workflow.message(2));
            assertTrue(workflow.isConfigured(2));
            assertTrue(workflow.isConfigured(3));
        }
    }

    @Test
    void cancelingInterruptsTheThread() throws IOException, InterruptedException {
        try (var workflow = start(Mode.BLOCK)) {
            workflow.cancel(2);
            workflow.waitUntilDone();
            assertTrue(m_wait.isInterrupted());
        }
    }

    @Test
    void theResultOfANodeThatTakesNoNoticeIsThrownAway() throws IOException, InterruptedException {
        try (var workflow = start(Mode.IGNORE)) {
            workflow.cancel(2);
            assertEquals("EXECUTING", workflow.state(2));
            m_wait.release();
            workflow.waitUntilDone();
            assertEquals("Execution canceled", workflow.message(2));
            assertFalse(workflow.isExecuted(2));
        }
    }

    @Test
    void aCanceledNodeCanBeExecutedAgain() throws IOException, InterruptedException {
        try (var workflow = start(Mode.BLOCK)) {
            workflow.cancel(2);
            workflow.waitUntilDone();
            m_wait.release();
            workflow.execute();
            assertTrue(workflow.isExecuted(3));
            assertEquals("", workflow.message(2));
        }
    }

    @Test
    void theThreadIsNamedAfterTheNodeAndHasItsContext() throws IOException, InterruptedException {
        try (var workflow = start(Mode.BLOCK)) {
            m_wait.release();
            workflow.waitUntilDone();
            assertTrue(m_wait.thread().matches("KNIME-Worker-\\d+-Waiting .*"), m_wait.thread());
            assertEquals("Waiting", m_wait.contextNode());
        }
    }

    @Test
    void independentNodesAreExecutedAtTheSameTime() throws IOException, InterruptedException {
        var other = new Wait();
        var folder = ProbeWorkflow.withTable(m_folder);
        ProbeWorkflow.addWaiting(folder, m_wait, Mode.BLOCK);
        ProbeWorkflow.addWaiting(folder, other, Mode.BLOCK);
        try (var workflow = RunningWorkflow.load(folder.write())) {
            workflow.executeInBackground();
            assertTrue(m_wait.entered().await(10, TimeUnit.MINUTES));
            assertTrue(other.entered().await(10, TimeUnit.MINUTES));
            workflow.cancel(2);
            other.release();
            workflow.waitUntilDone();
            assertFalse(workflow.isExecuted(2));
            assertTrue(workflow.isExecuted(3));
        }
    }
}
