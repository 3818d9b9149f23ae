// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** How tables are built and stored; entry point {@link org.knime.core.data.container.CloseableRowIterator}. */
package org.knime.core.data.container;
