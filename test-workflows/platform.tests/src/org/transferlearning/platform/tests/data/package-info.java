// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Tables and cells; entry point {@link org.transferlearning.platform.tests.data.TableTest}. */
package org.transferlearning.platform.tests.data;
