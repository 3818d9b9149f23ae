// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Checks of arguments and settings. */
package org.knime.core.node.util;
