// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Settings of a node as a class with annotated fields; start at {@link org.knime.node.parameters.NodeParameters}. */
package org.knime.node.parameters;
