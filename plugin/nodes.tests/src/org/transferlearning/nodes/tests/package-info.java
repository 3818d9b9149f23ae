// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the nodes in workflows, through KNIME's public API: they run on the stand-in and on KNIME itself. Start at
 * {@link org.transferlearning.nodes.tests.Chain}, which builds the workflows.
 */
package org.transferlearning.nodes.tests;
