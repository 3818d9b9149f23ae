// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Settings that may hold cells and types; entry point {@link org.knime.core.node.config.Config}. */
package org.knime.core.node.config;
