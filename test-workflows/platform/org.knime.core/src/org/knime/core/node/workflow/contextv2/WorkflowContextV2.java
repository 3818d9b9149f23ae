// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow.contextv2;

import java.nio.file.Path;
import java.util.function.Function;
import org.knime.core.node.workflow.contextv2.ExecutorInfoBuilderFactory.ExecutorInfoUIBuilder;

/** Stands for KNIME's class of the same name: where a workflow lies. */
public final class WorkflowContextV2 {

    private final ExecutorInfo m_executor;

    private WorkflowContextV2(final ExecutorInfo executor) {
        m_executor = executor;
    }

    /** @return a builder without an executor and a location */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * @param workflowFolderPath the folder of the workflow
     * @param sourceArchive the file that the folder was unpacked from; {@code null} for none
     */
    public static WorkflowContextV2 forTemporaryWorkflow(final Path workflowFolderPath, final Path sourceArchive) {
        var folder = workflowFolderPath.toAbsolutePath().normalize();
        return builder()
            .withAnalyticsPlatformExecutor(exec -> exec.withCurrentUserAsUserId().withLocalWorkflowPath(folder))
            .withLocalLocation().build();
    }

    /** @return where the workflow lies for who executes it */
    public ExecutorInfo getExecutorInfo() {
        return m_executor;
    }

    /** Stands for KNIME's class of the same name. */
    public static final class Builder {

        private ExecutorInfo m_executor;

        private boolean m_hasLocation;

        private Builder() {
            // nothing is known yet
        }

        /** Says that this process executes the workflow. */
        public Builder withAnalyticsPlatformExecutor(final Function<
            ExecutorInfoUIBuilder<AnalyticsPlatformExecutorInfoBuilderFactory.AnalyticsPlatformExecutorInfoBuilder>,
            AnalyticsPlatformExecutorInfoBuilderFactory.AnalyticsPlatformExecutorInfoBuilder> callee) {
            m_executor = callee.apply(AnalyticsPlatformExecutorInfo.builder()).build();
            return this;
        }

        /** Says that the workflow lies on this machine. */
        public Builder withLocalLocation() {
            m_hasLocation = true;
            return this;
        }

        /** @throws IllegalStateException if the executor or the location is not set */
        public WorkflowContextV2 build() {
            if (m_executor == null) {
                throw new IllegalStateException("Executor info can't be null.");
            }
            if (!m_hasLocation) {
                throw new IllegalStateException("Location info can't be null.");
            }
            return new WorkflowContextV2(m_executor);
        }
    }
}
