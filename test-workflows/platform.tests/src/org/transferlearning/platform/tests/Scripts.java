// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.transferlearning.platform.tests;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.KNIMEException;
import org.transferlearning.testing.RunningWorkflow;
import org.transferlearning.testing.WorkflowFolder;

/** Runs code inside the node {@link ScriptNodeFactory} of a workflow, because only a node gets an execution context. */
public final class Scripts {
    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

    /** What a node does. */
    @FunctionalInterface
    public interface Script {
        /**
         * @param exec of the node
         * @return the node's output
         * @throws CanceledExecutionException if canceled
         * @throws KNIMEException as it likes
         */
        BufferedDataTable run(ExecutionContext exec) throws CanceledExecutionException, KNIMEException;
    }

    private Scripts() {
    }

    static Script get(final String key) {
        return SCRIPTS.get(key);
    }

    /**
     * @param script what a node is to do
     * @return for the node's setting <code>script</code>
     */
    public static String register(final Script script) {
        final var key = UUID.randomUUID().toString();
        SCRIPTS.put(key, script);
        return key;
    }

    /**
     * @param folder for the workflow, empty
     * @param script what the workflow's only node, number 1, does
     * @return the workflow after its execution
     * @throws Exception if it cannot be loaded
     */
    public static RunningWorkflow run(final Path folder, final Script script) throws Exception {
        final var workflow = new WorkflowFolder(folder);
        final var key = register(script);
        workflow.addNode(ScriptNodeFactory.class, "Script", settings -> settings.addString("script", key));
        final var running = RunningWorkflow.load(workflow.write());
        running.execute();
        return running;
    }
}
