// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow.contextv2;

import java.net.URI;
import java.nio.file.Path;
import org.knime.core.node.workflow.contextv2.ExecutorInfoBuilderFactory.ExecutorInfoUIBuilder;
import org.knime.core.util.Pair;

/** Stands for KNIME's class of the same name. */
public final class AnalyticsPlatformExecutorInfoBuilderFactory {

    private AnalyticsPlatformExecutorInfoBuilderFactory() {
    }

    /** @return a builder */
    public static ExecutorInfoUIBuilder<AnalyticsPlatformExecutorInfoBuilder> create() {
        return new ExecutorInfoUIBuilder<>(AnalyticsPlatformExecutorInfoBuilder::new);
    }

    /** Stands for KNIME's class of the same name. */
    public static final class AnalyticsPlatformExecutorInfoBuilder {

        private final Path m_workflow;

        private Pair<URI, Path> m_mountpoint;

        AnalyticsPlatformExecutorInfoBuilder(final Path workflow) {
            m_workflow = workflow;
        }

        /**
         * Says that the workflow is in a space.
         *
         * @throws IllegalArgumentException if the folder is not absolute
         */
        public AnalyticsPlatformExecutorInfoBuilder withMountpoint(final String mountId, final Path mountpointRoot) {
            if (!mountpointRoot.isAbsolute()) {
                throw new IllegalArgumentException(
                    "Root path '" + mountpointRoot + "' of mountpoint '" + mountId + "' must be absolute.");
            }
            m_mountpoint = Pair.create(URI.create("knime://" + mountId), mountpointRoot);
            return this;
        }

        /** @return what was said */
        public AnalyticsPlatformExecutorInfo build() {
            return new AnalyticsPlatformExecutorInfo(m_workflow, m_mountpoint);
        }
    }
}
