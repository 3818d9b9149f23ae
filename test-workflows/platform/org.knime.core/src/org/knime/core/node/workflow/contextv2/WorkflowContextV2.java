// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow.contextv2;

import java.nio.file.Path;

/** Stands for KNIME's class of the same name: where a workflow lies. */
public final class WorkflowContextV2 {

    private final ExecutorInfo m_executor;

    private WorkflowContextV2(final ExecutorInfo executor) {
        m_executor = executor;
    }

    /**
     * @param workflowFolderPath the folder of the workflow
     * @param sourceArchive the file that the folder was unpacked from; {@code null} for none
     */
    public static WorkflowContextV2 forTemporaryWorkflow(final Path workflowFolderPath, final Path sourceArchive) {
        return new WorkflowContextV2(new ExecutorInfo(workflowFolderPath.toAbsolutePath().normalize()));
    }

    /** @return where the workflow lies for who executes it */
    public ExecutorInfo getExecutorInfo() {
        return m_executor;
    }
}
