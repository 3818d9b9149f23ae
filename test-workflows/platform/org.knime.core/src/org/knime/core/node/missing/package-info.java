// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** What takes the place of nodes that are not installed. */
package org.knime.core.node.missing;
