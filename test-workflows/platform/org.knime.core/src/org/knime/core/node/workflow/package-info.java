// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Workflows: loading, execution, saving and the batch application; start at
 * {@link org.knime.core.node.workflow.WorkflowManager}.
 */
package org.knime.core.node.workflow;
