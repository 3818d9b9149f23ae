// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Tables, rows, cells and their types;
 * entry points {@link org.knime.core.data.DataTable}, {@link org.knime.core.data.DataCell}.
 */
package org.knime.core.data;
