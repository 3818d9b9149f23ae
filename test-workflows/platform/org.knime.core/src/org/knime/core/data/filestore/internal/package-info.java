// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Keeps the files; entry point {@link org.knime.core.data.filestore.internal.WriteFileStoreHandler}. */
package org.knime.core.data.filestore.internal;
