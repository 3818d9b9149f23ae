// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Messages of nodes to their users; entry point {@link org.knime.core.node.message.Message}. */
package org.knime.core.node.message;
