// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Settings and their XML; entry point {@link org.transferlearning.platform.tests.settings.NodeSettingsTest}. */
package org.transferlearning.platform.tests.settings;
