// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Streams that stay open; entry point {@link org.knime.core.data.util.NonClosableOutputStream}. */
package org.knime.core.data.util;
