// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * States the KNIME behavior that the plug-in relies on, by public API only, so that the tests also run on KNIME itself;
 * entry point {@link org.transferlearning.platform.tests.Scripts}.
 */
package org.transferlearning.platform.tests;
