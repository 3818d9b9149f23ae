// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Nodes, their settings and their execution; start at {@link org.knime.core.node.NodeFactory} and
 * {@link org.knime.core.node.ExecutionContext}.
 */
package org.knime.core.node;
