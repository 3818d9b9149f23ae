// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Nodes that do what a contract test asks for. */
package org.transferlearning.platform.tests.nodes;
