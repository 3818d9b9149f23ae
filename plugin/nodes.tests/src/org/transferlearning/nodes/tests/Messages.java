// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.nodes.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.transferlearning.testing.RunningWorkflow;

/** Checks of the messages on nodes. */
final class Messages {

    private Messages() {
    }

    /** The node cannot be configured, and says why. */
    static void assertNotConfigured(final RunningWorkflow workflow, final int node, final String... parts) {
        assertFalse(workflow.isConfigured(node), () -> "configured: " + workflow.message(node));
        assertEquals("WARNING", workflow.messageType(node), () -> workflow.message(node));
        assertMessage(workflow, node, parts);
        assertFalse(workflow.resolutions(node).isEmpty(), () -> "no way out: " + workflow.message(node));
    }

    /**
     * The node is not executed, and says why: before execution if the table's domain is known by then, which depends on
     * where KNIME keeps the table, else in it.
     */
    static void assertRefused(final RunningWorkflow workflow, final int node, final String... parts) {
        if (workflow.isConfigured(node)) {
            assertFailed(workflow, node, parts);
        } else {
            assertNotConfigured(workflow, node, parts);
        }
    }

    /** The node has failed, and says why. */
    static void assertFailed(final RunningWorkflow workflow, final int node, final String... parts) {
        assertFalse(workflow.isExecuted(node), "executed");
        assertEquals("ERROR", workflow.messageType(node), () -> workflow.message(node));
        assertMessage(workflow, node, parts);
        assertFalse(workflow.resolutions(node).isEmpty(), () -> "no way out: " + workflow.message(node));
    }

    /** The node is executed, with a warning. */
    static void assertWarned(final RunningWorkflow workflow, final int node, final String... parts) {
        assertExecuted(workflow, node);
        assertEquals("WARNING", workflow.messageType(node));
        assertMessage(workflow, node, parts);
    }

    /** The node is executed; what it has to say if not is the failure's text. */
    static void assertExecuted(final RunningWorkflow workflow, final int node) {
        assertTrue(workflow.isExecuted(node), () -> "not executed: " + workflow.message(node));
    }

    private static void assertMessage(final RunningWorkflow workflow, final int node, final String... parts) {
        final var message = workflow.message(node) + "\n" + workflow.resolutions(node);
        for (final var part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        }
        assertFalse(message.contains("Exception"), message);
    }
}
