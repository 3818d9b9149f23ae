// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Trees of settings and their XML; entry point {@link org.knime.core.node.config.base.ConfigBase}. */
package org.knime.core.node.config.base;
