// Copyright (c) 2026 The Transfer Learning for KNIME authors
// SPDX-License-Identifier: Apache-2.0
/** Files and the URLs that name them. */
package org.knime.core.util;
