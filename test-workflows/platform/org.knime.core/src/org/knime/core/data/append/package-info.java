// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Rows with further cells; entry point {@link org.knime.core.data.append.AppendedColumnRow}. */
package org.knime.core.data.append;
