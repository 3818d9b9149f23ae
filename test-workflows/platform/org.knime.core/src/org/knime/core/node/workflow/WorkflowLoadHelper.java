// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

import java.io.File;

import org.knime.core.node.workflow.contextv2.WorkflowContextV2;

/** Stands for KNIME's class of the same name: what is known about a workflow before it is loaded. */
public class WorkflowLoadHelper {

    private final WorkflowContextV2 m_context;

    /** @param workflowLocation the folder of the workflow */
    public WorkflowLoadHelper(final File workflowLocation) {
        this(WorkflowContextV2.forTemporaryWorkflow(workflowLocation.toPath(), null));
    }

    /** @param workflowContext where the workflow lies */
    public WorkflowLoadHelper(final WorkflowContextV2 workflowContext) {
        m_context = workflowContext;
    }

    /** @return where the workflow lies */
    public WorkflowContextV2 getWorkflowContext() {
        return m_context;
    }
}
