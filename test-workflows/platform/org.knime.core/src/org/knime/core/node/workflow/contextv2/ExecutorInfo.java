// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow.contextv2;

import java.nio.file.Path;

/** Stands for KNIME's class of the same name: where a workflow lies for who executes it. */
public abstract class ExecutorInfo {

    private final Path m_workflow;

    ExecutorInfo(final Path workflow) {
        m_workflow = workflow;
    }

    /** @return the folder of the workflow */
    public final Path getLocalWorkflowPath() {
        return m_workflow;
    }
}
