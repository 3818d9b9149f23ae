// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow.contextv2;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.knime.core.node.workflow.contextv2.ExecutorInfoBuilderFactory.ExecutorInfoUIBuilder;
import org.knime.core.util.Pair;

/** Stands for KNIME's class of the same name: where a workflow lies that this process executes. */
public class AnalyticsPlatformExecutorInfo extends ExecutorInfo {

    private final Pair<URI, Path> m_mountpoint;

    AnalyticsPlatformExecutorInfo(final Path workflow, final Pair<URI, Path> mountpoint) {
        super(workflow);
        m_mountpoint = mountpoint;
    }

    /** @return a builder */
    public static ExecutorInfoUIBuilder<
        AnalyticsPlatformExecutorInfoBuilderFactory.AnalyticsPlatformExecutorInfoBuilder> builder() {
        return AnalyticsPlatformExecutorInfoBuilderFactory.create();
    }

    /** @return URI and folder of the space with the workflow; empty if it is in none */
    public Optional<Pair<URI, Path>> getMountpoint() {
        return Optional.ofNullable(m_mountpoint);
    }
}
