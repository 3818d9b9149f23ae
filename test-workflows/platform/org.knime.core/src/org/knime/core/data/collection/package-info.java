// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Cells of cells; entry point {@link org.knime.core.data.collection.CollectionCellFactory}. */
package org.knime.core.data.collection;
