// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** The ports that a node declares. */
package org.knime.core.node.context.ports;
