// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Cells of text, numbers and truths, and rows of them; entry point {@link org.knime.core.data.def.DefaultRow}. */
package org.knime.core.data.def;
