// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Ready-made choices of columns. */
package org.knime.node.parameters.widget.choices.util;
