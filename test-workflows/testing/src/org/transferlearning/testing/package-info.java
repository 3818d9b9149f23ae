// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Lets tests build and run workflows through KNIME's public API; start at
 * {@link org.transferlearning.testing.WorkflowFolder}.
 */
package org.transferlearning.testing;
