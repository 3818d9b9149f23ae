// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow.contextv2;

import java.nio.file.Path;

/** Stands for KNIME's class of the same name: where a workflow lies for who executes it. */
public final class ExecutorInfo {

    private final Path m_workflow;

    private final Path m_mountpointRoot;

    ExecutorInfo(final Path workflow, final Path mountpointRoot) {
        m_workflow = workflow;
        m_mountpointRoot = mountpointRoot;
    }

    /** @return the folder of the workflow */
    public Path getLocalWorkflowPath() {
        return m_workflow;
    }

    /** @return the folder of workflows and their data that the workflow is in */
    public Path getMountpointRoot() {
        return m_mountpointRoot;
    }
}
