// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
package org.knime.core.node.workflow;

/** Stands for KNIME's class of the same name: the states of a node; names are stored in files. */
public enum InternalNodeContainerState implements NodeContainerState {
    IDLE, UNCONFIGURED_MARKEDFOREXEC, CONFIGURED, CONFIGURED_MARKEDFOREXEC, EXECUTING, EXECUTED;

    @Override
    public boolean isIdle() {
        return this == IDLE;
    }

    @Override
    public boolean isConfigured() {
        return this == CONFIGURED;
    }

    @Override
    public boolean isExecuted() {
        return this == EXECUTED;
    }

    @Override
    public boolean isExecutionInProgress() {
        return isWaitingToBeExecuted() || this == EXECUTING;
    }

    @Override
    public boolean isWaitingToBeExecuted() {
        return this == UNCONFIGURED_MARKEDFOREXEC || this == CONFIGURED_MARKEDFOREXEC;
    }

    /** @return the state in a saved workflow, where nothing is in progress */
    InternalNodeContainerState atRest() {
        return switch (this) {
            case IDLE, UNCONFIGURED_MARKEDFOREXEC -> IDLE;
            case EXECUTED -> EXECUTED;
            default -> CONFIGURED;
        };
    }
}
