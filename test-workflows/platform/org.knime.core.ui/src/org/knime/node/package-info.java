// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Nodes made from one fluent description; start at {@link org.knime.node.DefaultNodeFactory}. */
package org.knime.node;
