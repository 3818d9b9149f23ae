// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Tells a person what an executed five-node workflow holds. Start with
 * {@link org.transferlearning.demo.ReportApplication}. Uses KNIME's public API, and the Network port if the feature is
 * installed.
 */
package org.transferlearning.demo;
