// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Files that belong to a node's output; entry point {@link org.knime.core.data.filestore.FileStorePortObject}. */
package org.knime.core.data.filestore;
