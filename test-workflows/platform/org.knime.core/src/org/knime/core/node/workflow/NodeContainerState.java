// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

/** Stands for KNIME's class of the same name: what a node is ready for. */
public interface NodeContainerState {

    /** @return whether the node cannot be executed yet */
    boolean isIdle();

    /** @return whether the node can be executed */
    boolean isConfigured();

    /** @return whether the node's results are there */
    boolean isExecuted();

    /** @return whether the node waits for its execution or is being executed */
    boolean isExecutionInProgress();

    /** @return whether the node waits for its predecessors */
    boolean isWaitingToBeExecuted();
}
