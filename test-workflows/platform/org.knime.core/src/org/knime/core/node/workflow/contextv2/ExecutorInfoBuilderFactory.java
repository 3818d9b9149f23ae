// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow.contextv2;

import java.nio.file.Path;
import java.util.function.Function;

/** Stands for KNIME's class of the same name: the steps of a builder, one after the other. */
public final class ExecutorInfoBuilderFactory {

    private ExecutorInfoBuilderFactory() {
    }

    /** Stands for KNIME's class of the same name: who executes. The stand-in knows one user only. */
    public static final class ExecutorInfoUIBuilder<B> {

        private final Function<Path, B> m_continuation;

        ExecutorInfoUIBuilder(final Function<Path, B> continuation) {
            m_continuation = continuation;
        }

        /** @return the next step */
        public ExecutorInfoWPBuilder<B> withCurrentUserAsUserId() {
            return new ExecutorInfoWPBuilder<>(m_continuation);
        }
    }

    /** Stands for KNIME's class of the same name: what is executed. */
    public static final class ExecutorInfoWPBuilder<B> {

        private final Function<Path, B> m_continuation;

        ExecutorInfoWPBuilder(final Function<Path, B> continuation) {
            m_continuation = continuation;
        }

        /** @return the next step */
        public B withLocalWorkflowPath(final Path localWorkflowPath) {
            return m_continuation.apply(localWorkflowPath);
        }
    }
}
