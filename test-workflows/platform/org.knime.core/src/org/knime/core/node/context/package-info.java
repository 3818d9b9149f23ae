// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** What a node is made from beside its settings. */
package org.knime.core.node.context;
