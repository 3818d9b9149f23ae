// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** The nodes that bundles register. */
package org.knime.core.node.extension;
